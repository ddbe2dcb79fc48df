/**
 * What this server proves itself with over TLS: certificate chain and private key from PEM files, checked as a whole, and
 * read again while the server runs. The JDK only; {@code config} asks it whether files are in order, {@code gateway} uses
 * what was read. Start reading at {@link dev.switchboard.server.tls.CertificateFiles}.
 */
@NullMarked
package dev.switchboard.server.tls;

import org.jspecify.annotations.NullMarked;
