package dev.switchboard.server.browser;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.EmulateMediaOptions;
import com.microsoft.playwright.Page.ScreenshotOptions;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;

/** Screenshots for people to look at, below target/screenshots. */
final class Pictures {
    private static final Path FOLDER = Path.of("target/screenshots");
    private static final int NARROW = 390;
    private static final int WIDE = 1440;
    private static final int HIGH = 7_600;

    private Pictures() {}

    static void take(Page page, String name) {
        page.screenshot(new ScreenshotOptions().setPath(FOLDER.resolve(name + ".png")));
    }

    /** Narrow and wide, light and dark, with something to do in each; the page keeps the last look. */
    static void takeAll(Page page, String name, Runnable inEach) {
        takeAll(page, name, 844, 900, inEach);
    }

    /** In windows as high as a long form, of which nothing is out of view. */
    static void takeHigh(Page page, String name, Runnable inEach) {
        takeAll(page, name, HIGH, HIGH, inEach);
    }

    private static void takeAll(Page page, String name, int narrowHeight, int wideHeight, Runnable inEach) {
        for (ColorScheme scheme : new ColorScheme[] {ColorScheme.LIGHT, ColorScheme.DARK}) {
            page.emulateMedia(new EmulateMediaOptions().setColorScheme(scheme));
            for (int width : new int[] {NARROW, WIDE}) {
                page.setViewportSize(width, width == NARROW ? narrowHeight : wideHeight);
                take(page, "%s-%s-%s".formatted(name, width == NARROW ? "narrow" : "wide", lower(scheme)));
                inEach.run();
            }
        }
    }

    private static String lower(ColorScheme scheme) {
        return scheme == ColorScheme.DARK ? "dark" : "light";
    }
}
