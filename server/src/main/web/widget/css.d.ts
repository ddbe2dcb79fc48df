/** Styles come into the scripts as text. */
declare module '*.css' {
    const text: string;
    export default text;
}
