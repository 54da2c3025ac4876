/*
 * tests/pki.h - a small public key infrastructure: root.pem issued inter.pem, which issued all
 * others. It is made once for all suites, in $BUILD/pki (tests/pki.sh).
 *
 * Of each NAME there are NAME.pem, its certificate, NAME.key.pem, its key, not encrypted, and
 * NAME.p12, both with the chain, under PKI_PASSPHRASE:
 *
 * Valid from 2024 to 2044, but where it says otherwise:
 *
 *   kepala       RSA 2048   Budi Santoso, S.E., M.M., Kepala Dinas
 *   sekretaris   RSA 3072   Siti Aminah, S.H., Sekretaris Dinas
 *   gubernur     P-256      Rahmat Hidayat, Gubernur Contoh
 *   auditor      P-384      Dewi Lestari, without title
 *   kedaluwarsa  RSA 2048   expired in 2021
 *   mendatang    P-256      valid from 2090 on
 *   dicabut      P-256      revoked (key compromise)
 *   bukan        P-256      may not sign: keyEncipherment alone
 *   asing        P-256      signed by itself; nobody knows it
 *   tsa          RSA 2048   a time stamp authority; ca.cnf is the configuration of `openssl ts`
 *   ocsp         P-256      answers for inter.pem
 *
 * chain.pem holds inter and root; crl.pem the lists of revoked certificates of both, inter.crl and
 * root.crl in DER; kepala.ocsp, gubernur.ocsp and dicabut.ocsp are answers, valid for 30 days.
 * kepala's key is also in lama.p12 (RC2 and 3DES, as older programs wrote), terbuka.p12 (an empty
 * passphrase), tanpa-kunci.p12 (no key) and tanpa-sertifikat.p12 (no certificate).
 */
#ifndef LAKIPDF_TESTS_PKI_H
#define LAKIPDF_TESTS_PKI_H

#include "process.h"

#define PKI_PASSPHRASE "Rahasia-uji 1"

/* The folder, made where there is none of today. */
const char *pki_folder(Arena *arena);
/* The path of a file in it. */
const char *pki_file(Arena *arena, const char *name);

#endif
