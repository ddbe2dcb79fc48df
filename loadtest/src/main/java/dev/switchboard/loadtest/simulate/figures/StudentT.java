package dev.switchboard.loadtest.simulate.figures;

/** Student's t and the normal distribution, to about ten digits. */
final class StudentT {
    private static final int BISECTIONS = 200;
    private static final int FRACTION_TERMS = 500;
    private static final double TINY = 1e-300;
    private static final double EPSILON = 1e-15;
    private static final double[] LANCZOS = {
        76.18009172947146,
        -86.50532032941678,
        24.01409824083091,
        -1.231739572450155,
        0.1208650973866179e-2,
        -0.5395239384953e-5
    };

    private StudentT() {}

    /** {@return the value below which a share of the distribution lies; {@code share} from 0.5 to below 1} */
    static double quantile(double share, int degrees) {
        double low = 0;
        double high = 1e6;
        for (int i = 0; i < BISECTIONS; i++) {
            double middle = (low + high) / 2;
            if (1 - upperTail(middle, degrees) < share) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return (low + high) / 2;
    }

    /** {@return the normal deviate as probable as a value of t; not a number where there is none} */
    static double normalDeviate(double t, int degrees) {
        if (Double.isNaN(t) || degrees < 1) {
            return Double.NaN;
        }
        double tail = upperTail(Math.abs(t), degrees);
        double low = 0;
        double high = 40;
        for (int i = 0; i < BISECTIONS; i++) {
            double middle = (low + high) / 2;
            if (normalUpperTail(middle) > tail) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return Math.copySign((low + high) / 2, t);
    }

    /** {@return the probability above a value from 0 on} */
    static double upperTail(double t, int degrees) {
        return incompleteBeta(degrees / (degrees + t * t), degrees / 2.0, 0.5) / 2;
    }

    /** {@return the probability of a normal variable above a value from 0 on} */
    static double normalUpperTail(double z) {
        // The incomplete gamma function of order 1/2, by series below and by continued fraction above.
        double x = z * z / 2;
        if (x < 1.5) {
            double term = 1 / Math.sqrt(Math.PI) * Math.sqrt(x) * 2;
            double sum = term;
            for (int n = 1; n < FRACTION_TERMS && Math.abs(term) > EPSILON * Math.abs(sum); n++) {
                term *= x / (n + 0.5);
                sum += term;
            }
            return (1 - sum * Math.exp(-x)) / 2;
        }
        double b = x + 0.5;
        double c = 1 / TINY;
        double d = 1 / b;
        double h = d;
        for (int i = 1; i < FRACTION_TERMS; i++) {
            double a = -i * (i - 0.5);
            b += 2;
            d = 1 / (a * d + b);
            c = b + a / c;
            h *= c * d;
            if (Math.abs(c * d - 1) < EPSILON) {
                break;
            }
        }
        return Math.exp(-x) * Math.sqrt(x) * h / Math.sqrt(Math.PI) / 2;
    }

    /** The regularised incomplete beta function by Lentz's continued fraction. */
    private static double incompleteBeta(double x, double a, double b) {
        if (x <= 0) {
            return 0;
        }
        if (x >= 1) {
            return 1;
        }
        double front = Math.exp(logGamma(a + b) - logGamma(a) - logGamma(b) + a * Math.log(x) + b * Math.log1p(-x));
        return x < (a + 1) / (a + b + 2) ? front * fraction(x, a, b) / a : 1 - front * fraction(1 - x, b, a) / b;
    }

    private static double fraction(double x, double a, double b) {
        double c = 1;
        double d = 1 / notZero(1 - (a + b) * x / (a + 1));
        double h = d;
        for (int m = 1; m < FRACTION_TERMS; m++) {
            double even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m));
            d = 1 / notZero(1 + even * d);
            c = notZero(1 + even / c);
            h *= d * c;
            double odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1));
            d = 1 / notZero(1 + odd * d);
            c = notZero(1 + odd / c);
            h *= d * c;
            if (Math.abs(d * c - 1) < EPSILON) {
                break;
            }
        }
        return h;
    }

    private static double notZero(double value) {
        return Math.abs(value) < TINY ? TINY : value;
    }

    private static double logGamma(double x) {
        double shifted = x + 5.5;
        double log = shifted - (x + 0.5) * Math.log(shifted);
        double series = 1.000000000190015;
        for (int i = 0; i < LANCZOS.length; i++) {
            series += LANCZOS[i] / (x + 1 + i);
        }
        return -log + Math.log(2.5066282746310007 * series / x);
    }
}
