#!/bin/sh
# Makes a small public key infrastructure for tests: tests/pki.sh FOLDER PASSPHRASE
# root -> intermediate -> signers; NAME.key.pem, NAME.pem (certificate), NAME.p12 (with the chain), lists of what is
# revoked and answers of an OCSP responder. tests/pki.h says who there is.
set -eu
folder=$1
passphrase=$2
mkdir -p "$folder"
cd "$folder"

cat >ca.cnf <<'CONFIG'
[ca]
default_ca = inter
[root]
dir = .
database = root.index
serial = root.serial
crlnumber = root.crlnumber
new_certs_dir = issued
certificate = root.pem
private_key = root.key.pem
default_md = sha256
default_days = 3650
default_crl_days = 3650
policy = any
unique_subject = no
copy_extensions = none
string_mask = utf8only
utf8 = yes
[inter]
dir = .
database = inter.index
serial = inter.serial
crlnumber = inter.crlnumber
new_certs_dir = issued
certificate = inter.pem
private_key = inter.key.pem
default_md = sha256
default_days = 365
default_crl_days = 30
policy = any
unique_subject = no
copy_extensions = none
[any]
countryName = optional
organizationName = optional
organizationalUnitName = optional
title = optional
commonName = supplied
[req]
distinguished_name = name
prompt = no
string_mask = utf8only
utf8 = yes
[name]
[as_root]
basicConstraints = critical, CA:true
keyUsage = critical, keyCertSign, cRLSign
subjectKeyIdentifier = hash
[as_inter]
basicConstraints = critical, CA:true, pathlen:0
keyUsage = critical, keyCertSign, cRLSign
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid
[as_signer]
basicConstraints = critical, CA:false
keyUsage = critical, digitalSignature, nonRepudiation
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid
[as_other]
basicConstraints = critical, CA:false
keyUsage = critical, keyEncipherment
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid
[as_tsa]
basicConstraints = critical, CA:false
keyUsage = critical, digitalSignature
extendedKeyUsage = critical, timeStamping
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid
[as_ocsp]
basicConstraints = critical, CA:false
keyUsage = critical, digitalSignature
extendedKeyUsage = OCSPSigning
noCheck = ignored
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid
[tsa]
default_tsa = stamp
[stamp]
serial = tsa.serial
signer_cert = tsa.pem
certs = tsa.chain.pem
signer_key = tsa.key.pem
signer_digest = sha256
default_policy = 1.3.6.1.4.1.99999.1
digests = sha256, sha384, sha512
accuracy = secs:1
ordering = no
tsa_name = no
ess_cert_id_chain = no
ess_cert_id_alg = sha256
CONFIG

mkdir -p issued
for ca in root inter; do
    : >$ca.index
    echo 1000 >$ca.serial
    echo 1000 >$ca.crlnumber
done
echo 01 >tsa.serial

# key NAME KIND
key() {
    case $2 in
    rsa*) openssl genpkey -quiet -algorithm RSA -pkeyopt rsa_keygen_bits:"${2#rsa}" -out "$1.key.pem" ;;
    *) openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:"$2" -pkeyopt ec_param_enc:named_curve \
        -out "$1.key.pem" ;;
    esac
}

# request NAME SUBJECT
request() {
    openssl req -new -config ca.cnf -utf8 -key "$1.key.pem" -subj "$2" -out "$1.csr"
}

# signer NAME KIND EXTENSIONS SUBJECT [OPTION...]
signer() {
    name=$1 kind=$2 extensions=$3 subject=$4
    shift 4
    key "$name" "$kind"
    request "$name" "$subject"
    [ $# -gt 0 ] || set -- $valid
    openssl ca -batch -notext -config ca.cnf -name inter -extensions "$extensions" -in "$name.csr" -out "$name.pem" "$@"
    openssl pkcs12 -export -inkey "$name.key.pem" -in "$name.pem" -certfile chain.pem -name "$name" \
        -passout "pass:$passphrase" -out "$name.p12"
}

of='/C=ID/O=Pemerintah Provinsi Contoh'
valid='-startdate 20240101000000Z -enddate 20441231000000Z'

key root rsa2048
request root "$of/CN=Akar Uji"
openssl ca -batch -notext -config ca.cnf -name root -extensions as_root -selfsign -keyfile root.key.pem $valid \
    -in root.csr -out root.pem
key inter rsa2048
request inter "$of/CN=Penerbit Uji"
openssl ca -batch -notext -config ca.cnf -name root -extensions as_inter $valid -in inter.csr -out inter.pem
cat inter.pem root.pem >chain.pem

signer kepala rsa2048 as_signer "$of/OU=Dinas Contoh/title=Kepala Dinas/CN=Budi Santoso, S.E., M.M."
signer sekretaris rsa3072 as_signer "$of/OU=Dinas Contoh/title=Sekretaris Dinas/CN=Siti Aminah, S.H."
signer gubernur P-256 as_signer "$of/title=Gubernur Contoh/CN=Rahmat Hidayat"
signer auditor P-384 as_signer "$of/CN=Dewi Lestari"
signer kedaluwarsa rsa2048 as_signer "$of/CN=Masa Lalu" -startdate 20200101000000Z -enddate 20210101000000Z
signer mendatang P-256 as_signer "$of/CN=Masa Depan" -startdate 20900101000000Z -enddate 20910101000000Z
signer dicabut P-256 as_signer "$of/CN=Yang Dicabut"
signer bukan P-256 as_other "$of/CN=Bukan Penanda Tangan"
signer tsa rsa2048 as_tsa "$of/CN=Penanda Waktu Uji"
signer ocsp P-256 as_ocsp "$of/CN=Penjawab OCSP Uji"
cp chain.pem tsa.chain.pem

# One whose issuer nobody knows, and the forms in which keys come.
key asing P-256
request asing '/CN=Orang Asing'
openssl ca -batch -notext -config ca.cnf -name root -extensions as_signer -selfsign -keyfile asing.key.pem $valid \
    -in asing.csr -out asing.pem
openssl pkcs12 -export -inkey asing.key.pem -in asing.pem -passout "pass:$passphrase" -out asing.p12
openssl pkcs12 -export -legacy -inkey kepala.key.pem -in kepala.pem -certfile chain.pem \
    -passout "pass:$passphrase" -out lama.p12
openssl pkcs12 -export -inkey kepala.key.pem -in kepala.pem -certfile chain.pem -passout pass: -out terbuka.p12
openssl pkcs12 -export -nokeys -in kepala.pem -passout "pass:$passphrase" -out tanpa-kunci.p12
openssl pkcs12 -export -nocerts -inkey kepala.key.pem -passout "pass:$passphrase" -out tanpa-sertifikat.p12

# What was revoked, and what a responder says.
openssl ca -config ca.cnf -name inter -revoke dicabut.pem -crl_reason keyCompromise
for ca in root inter; do
    openssl ca -config ca.cnf -name $ca -gencrl -out $ca.crl.pem
    openssl crl -in $ca.crl.pem -outform DER -out $ca.crl
done
cat root.crl.pem inter.crl.pem >crl.pem
for name in kepala gubernur dicabut; do
    openssl ocsp -index inter.index -CA inter.pem -rsigner ocsp.pem -rkey ocsp.key.pem -issuer inter.pem \
        -cert $name.pem -ndays 30 -no_nonce -respout $name.ocsp -noverify
done
