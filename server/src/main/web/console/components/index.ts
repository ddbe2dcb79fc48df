// The component system: what it is for, piece by piece, stands in docs/console-components.md.
export { Avatar, initialsOf } from './Avatar.js';
export { Badge, Count, Dot, type Tone } from './Badge.js';
export { Banner, type BannerProps } from './Banner.js';
export { Button, type ButtonProps, IconButton, type IconButtonProps } from './Button.js';
export { Dialog, type DialogProps } from './Dialog.js';
export { EmptyState, type EmptyStateProps } from './EmptyState.js';
export {
    Checkbox,
    type CheckboxProps,
    type Choice,
    Field,
    type FieldProps,
    RadioGroup,
    type RadioGroupProps,
    Select,
    type SelectProps,
    TextArea,
    type TextAreaProps,
} from './Field.js';
export { Fold, type FoldProps } from './Fold.js';
export { Icon, type IconName } from './icons.js';
export { List, ListRow, type ListRowProps } from './List.js';
export { Menu, type MenuItem, type MenuProps } from './Menu.js';
export { Nav, type NavItem } from './Nav.js';
export { Ring } from './Ring.js';
export { Spinner } from './Spinner.js';
export { type Column, Table, type TableProps } from './Table.js';
export { type Toast, Toasts } from './Toasts.js';
