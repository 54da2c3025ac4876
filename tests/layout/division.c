/* A table of words of official prose, as they are divided; short rests of a line are no points. */
#include "typeset.h"

#include "layout/text/hyphen.h"

static const char *const WORDS[] = {
    "abai-kan ab-sorpsi ab-strak adap-tasi ad-mi-nis-trasi afi-liasi ag-ra-ria ag-re-gasi ",
    "agus-tus aka-demi aka-de-mik ak-la-masi ako-mo-dasi akre-di-tasi akui-sisi aku-mu-lasi ",
    "akun-ta-bel akun-ta-bi-li-tas akun-tansi alo-kasi aman-de-men amu-nisi ana-li-sis ang-garan ",
    "ang-gota ang-katan ano-mali an-ta-ra-nya an-ta-riksa antar-instansi an-tar-lem-baga ",
    "an-tar-tika an-tar-wi-la-yah an-ti-gen an-ti-si-pasi an-to-logi an-tu-sias anu-ge-rah ",
    "apa-ra-tur ap-li-kasi ap-re-siasi ar-gu-men ar-gu-men-tasi arit-me-tika ar-si-tek-tur ",
    "ar-te-fak ar-ti-ku-lasi asi-mi-lasi asis-ten as-tro-nomi asu-ransi au-ten-tik au-ten-ti-kasi ",
    "bang-krut ba-ngunan ban-tuan ba-wahan be-be-rapa be-lanja be-li-tung be-ra-gam ber-akh-lak ",
    "ber-akti-vi-tas be-randa berandal be-ra-ngas ber-ang-gota-kan berang-kat be-ran-tak ",
    "be-ran-tas be-ras ber-asal ber-ba-sis ber-beda ber-da-sar-kan ber-daya ber-da-ya-guna ",
    "be-reng-sek ber-gu-lir ber-ha-sil ber-ha-sil-guna berikut berikut-nya beringin ber-ino-vasi ",
    "ber-inte-gri-tas ber-inves-tasi ber-iri-gasi be-rita ber-jalan ber-jen-jang ber-kala ",
    "ber-ke-lan-jutan ber-kode ber-koor-di-nasi ber-kua-li-tas ber-ku-rang-nya ber-ma-sya-ra-kat ",
    "ber-ni-lai be-ron-dong be-ron-tak ber-ope-rasi ber-peng-ha-silan ber-pin-dah ber-pres-tasi ",
    "ber-sang-kutan ber-ser-ti-fi-kasi ber-sung-guh ber-tang-gung ber-ting-kat beruang ber-ubah ",
    "be-sar-nya be-serta bim-bingan bi-ro-krasi ca-kupan ca-paian ca-tatan ce-takan ",
    "de-fo-res-tasi de-ra-jat der-maga de-sem-ber de-si-mal de-viasi diag-nosa diag-no-sis ",
    "dia-gram dia-ko-nia di-ama-nat-kan dia-me-ter di-ang-gar-kan di-awali di-awasi di-bantu ",
    "di-ba-wah di-ber-da-ya-kan di-berikan di-can-tum-kan di-ca-pai di-co-ret di-dam-pingi ",
    "di-du-kung di-entas-kan di-eva-luasi di-gu-na-kan di-ha-dapi di-ha-pus di-ha-rap-kan ",
    "di-hi-tung di-ikuti di-imple-men-ta-si-kan di-ken-da-li-kan di-lak-sa-na-kan di-la-ku-kan ",
    "di-la-ku-kan-nya di-lan-jut-kan di-la-yani di-li-hat di-lin-dungi di-mak-sud di-mi-ring-kan ",
    "di-na-mika din-ding di-ni-lai di-nya-ta-kan di-pa-tah-kan di-pe-li-hara di-per-jan-ji-kan ",
    "di-pim-pin di-pin-dah-kan dip-lo-masi dip-lo-mat di-pu-lih-kan di-ran-cang ",
    "di-rea-li-sa-si-kan di-re-ka-pi-tu-lasi di-ren-ca-na-kan dir-gan-tara di-sa-ji-kan ",
    "di-se-dia-kan di-sin-fektan di-sing-kat dis-kri-mi-nasi dis-kusi dis-pen-sasi dis-po-sisi ",
    "dis-torsi dis-tri-busi dis-tri-bu-tor dis-trik di-su-sun di-ta-ngani di-tang-gu-langi ",
    "di-tar-get-kan di-te-mu-kan di-te-tap-kan di-tin-dak di-tin-dak-lan-juti di-tin-jau di-ulang ",
    "di-ver-si-fi-kasi do-ku-men do-ku-men-tasi dra-ma-tis dras-tis du-kungan edu-kasi ",
    "efek-ti-vi-tas efi-siensi eko-nomi ek-se-kusi ek-sem-plar eks-pansi eks-ploi-tasi ",
    "eks-plo-rasi eks-presi eks-ten-sif eks-ten-si-fi-kasi eks-traksi eks-trem ela-bo-rasi ",
    "elek-tri-fi-kasi elek-tro-nik eli-mi-nasi em-bar-kasi en-ti-tas es-ti-masi eva-kuasi ",
    "eva-luasi fa-si-li-tas fa-si-li-tasi feb-ruari fre-kuensi fung-sio-nal gam-baran gan-tung ",
    "go-longan gra-dasi gra-ti-fi-kasi gu-ber-nur ha-laman ha-sil-nya hek-tare hi-tung-nya ",
    "iden-ti-tas ikh-tiar ik-ti-kad ilus-trasi ima-ji-nasi im-pro-vi-sasi imu-ni-sasi in-dek-sasi ",
    "in-di-kasi in-di-ka-tif in-di-ka-tor in-di-vidu indo-ne-sia in-duk-nya in-feksi in-fil-trasi ",
    "in-for-masi in-for-ma-tif in-klusi in-klu-sif in-speksi in-spek-to-rat in-spi-rasi ",
    "in-sta-lasi in-stansi in-sti-tusi in-stru-men in-te-grasi in-te-gri-tas in-ten-sif ",
    "in-ten-si-fi-kasi in-ten-si-tas inter-aksi in-te-rim in-te-rior in-ter-pre-tasi in-te-rupsi ",
    "in-ter-vensi in-tuisi in-ven-ta-ris in-ves-tasi in-ves-ti-gasi in-ves-tor iri-gasi iso-lasi ",
    "is-ti-mewa is-ti-ra-hat isya-rat ja-batan ja-nuari ja-ringan ja-ti-diri jen-jang ",
    "ka-bu-pa-ten ka-de-ri-sasi ka-lib-rasi kal-ku-lasi kam-pa-nye kan-dung ka-pa-si-tas ",
    "ka-pi-ta-li-sasi ka-ran-tina ka-ru-nia ka-ta-log ka-te-gori ka-te-go-ri-sasi ka-wasan ",
    "ke-ang-gotaan ke-ang-gota-an-nya ke-ba-karan ke-ber-ha-silan ke-ber-sihan ke-bi-jakan ",
    "ke-bu-tuhan ke-ce-la-kaan ke-cuali ke-du-dukan ke-empat ke-hi-langan keikh-lasan ke-ja-hatan ",
    "ke-ke-rasan ke-lem-ba-gaan ke-lem-ba-gaan-nya ke-li-ling ke-lom-pok ke-luaran ke-luarga ",
    "ke-luhan ke-lu-pas ke-lu-rahan ke-mam-puan ke-man-di-rian ke-masan ke-ma-sya-ra-katan ",
    "ke-ma-tian kem-bang ke-mis-kinan ke-mit-raan ke-mu-dahan ken-dala ken-dali ken-dara ",
    "ken-da-raan ken-tara ke-nyang ke-olah-ragaan ke-pa-tuhan ke-pe-ga-waian ke-pen-tingan ",
    "ke-per-ca-yaan ke-puasan ke-pu-lauan ke-pu-tusan ke-rangka ke-ri-kil ker-ja-sama ke-ru-bung ",
    "ke-ru-cut ke-sa-kitan ke-sa-lahan ke-se-hatan ke-se-jah-te-raan ke-sem-patan ke-sen-jangan ",
    "ke-se-ta-raan ke-siap-sia-gaan ke-si-nam-bungan ke-ta-ta-lak-sa-naan ke-te-na-ga-ker-jaan ",
    "ke-ten-tuan ke-ter-lam-batan ke-ter-wa-kilan ke-ti-dak-puasan ke-ti-dak-seim-bangan ",
    "ke-tim-pangan ke-uangan ke-was-pa-daan ke-we-nangan ke-wira-usahaan ki-nerja ki-ner-ja-nya ",
    "kla-ri-fi-kasi kla-si-fi-kasi klas-ter klo-ning koe-fi-sien ko-la-bo-rasi ko-leksi ko-mando ",
    "ko-mer-sial ko-mer-sia-li-sasi kom-pe-tensi kom-pe-tisi kom-plain kom-pleks kom-po-nen ",
    "ko-mu-ni-kasi ko-mu-ni-ka-tif kon-disi kon-fir-masi kon-ser-vasi kon-sti-tusi kon-struksi ",
    "kon-sul-tasi kon-sumsi kon-trol kon-versi koor-di-nasi koor-di-na-tor koor-di-nir ko-pe-rasi ",
    "ko-reksi krea-ti-vi-tas kri-mi-na-li-tas kris-tal kri-te-ria kri-tisi kro-mo-som kua-li-tas ",
    "kuan-ti-fi-kasi ku-man-dang ku-mu-la-tif kun-jung ku-tipan lain-nya lam-bang lam-piran ",
    "lam-pung lang-kah lang-sung la-pangan la-poran la-tihan la-yanan lem-baga lem-baran ",
    "li-kui-di-tas ling-kungan lin-tang lis-trik lo-gis-tik mak-si-mum ma-na-je-men man-diri ",
    "man-faat ma-nu-sia ma-sya-ra-kat ma-sya-ra-kat-nya ma-te-rial me-lak-sa-na-kan me-la-ku-kan ",
    "me-la-ku-kan-nya me-la-lui me-lam-paui me-li-puti me-ma-hami me-ma-kai me-ma-sya-ra-kat-kan ",
    "mem-ban-ding-kan mem-ba-wahi mem-berikan me-me-nuhi me-mer-lu-kan mem-fa-si-li-tasi ",
    "me-mi-liki mem-per-ha-ti-kan mem-per-li-hat-kan mem-per-tang-gung-ja-wab-kan mem-pu-nyai ",
    "me-muas-kan men-ca-pai men-da-pat-kan men-da-tang men-da-tar men-du-kung me-ne-ngah ",
    "me-ne-tap-kan meng-acu meng-akses meng-alami meng-aman-kan mengapa meng-apre-siasi ",
    "meng-atasi-nya me-nge-nai mengerti meng-hi-tung-nya meng-ikuti meng-ikuti-nya ",
    "meng-imple-men-ta-si-kan meng-inven-ta-ri-sasi me-ngi-rim meng-undang me-ning-kat ",
    "me-ning-kat-kan me-ning-kat-nya men-jadi men-sya-rat-kan men-teri me-nun-juk-kan ",
    "me-nu-run-nya me-nu-rut me-nye-bar-luas-kan me-nye-leng-ga-ra-kan me-nyiap-kan ",
    "me-nyuk-ses-kan me-nyu-rat me-nyu-sun mer-deka me-ren-ca-na-kan me-ru-pa-kan mes-ti-nya ",
    "me-wa-jib-kan me-wu-jud-kan mi-ni-mal mi-ni-mum mi-sal-nya mi-ti-gasi mo-ni-to-ring ",
    "multi-usaha mung-kin mus-ren-bang na-ma-nya na-sio-nal ne-ga-tif non-pe-me-rin-tah ",
    "no-vem-ber ob-ser-vasi ok-to-ber ope-rasi ope-ra-sio-nal ope-ra-tif ope-ra-tor opo-sisi ",
    "op-ti-mal op-ti-ma-li-sasi op-ti-mum or-ga-ni-sasi or-ga-ni-sir orien-tasi oto-masi ",
    "oto-ma-tis oto-ri-sasi oto-ri-tas outcome output packaging pa-gu-nya pa-kaian pa-meran ",
    "pang-kal-pi-nang pang-kat pan-jang pa-no-rama pa-rag-raf pa-ri-wi-sata pas-ca-pa-nen ",
    "pe-doman pe-ga-wai pe-lak-sana pe-lak-sa-naan pe-lang-garan pe-la-poran pe-la-tihan ",
    "pe-la-yanan pe-li-hara pe-lin-dung pe-lo-por pe-lo-sok pe-luang pe-ma-dam pe-ma-haman ",
    "pe-mangku pe-man-tauan pe-ma-saran pe-ma-sya-ra-katan pem-ba-ngunan pem-ben-tukan ",
    "pem-ber-da-yaan pem-be-rian pem-bia-yaan pem-bina pem-bi-naan pe-me-li-ha-raan pe-meng-galan ",
    "pe-me-ra-taan pe-me-rik-saan pe-me-rin-tah pe-me-rin-tahan pe-mu-lihan pe-nang-gu-langan ",
    "pe-na-taan pen-ca-paian pen-ce-gahan pen-ce-maran pen-cip-taan pen-da-hu-luan pen-dam-ping ",
    "pen-dam-pingan pen-da-naan pen-da-pat pen-da-patan pen-da-taan pen-da-ya-gu-naan ",
    "pen-di-dikan pen-du-duk pen-du-kung pen-du-kung-nya pe-ne-gakan pe-nem-patan pe-ne-muan ",
    "pe-ne-rangan pe-ne-rapan pe-ner-bitan pe-ne-rima pe-ne-tapan peng-adaan ",
    "peng-admi-nis-tra-sian peng-aduan peng-alaman peng-ang-garan peng-ang-guran pe-ngan-tin ",
    "pe-nga-ruh peng-arus-utamaan peng-awasan pe-nge-cua-lian pe-nge-lola pe-nge-lo-laan ",
    "pe-ngem-bangan pe-ngen-da-lian peng-entasan pe-nge-ta-huan peng-gan-daan peng-gu-naan ",
    "peng-ham-bat peng-har-gaan peng-ikh-ti-saran peng-imbangan peng-inputan ",
    "peng-kla-si-fi-ka-sian peng-olahan pe-ngoor-di-na-sian peng-ope-ra-sian peng-orga-ni-sa-sian ",
    "pe-nguatan peng-ukuran pe-ngum-pulan peng-ung-gahan peng-ung-kapan peng-urus pe-ni-laian ",
    "pe-ning-katan pen-siun pe-num-buhan pe-nun-jang pe-nu-tup pe-nye-diaan pe-nye-la-rasan ",
    "pe-nye-leng-ga-raan pe-nyem-pur-naan pe-nyi-dikan pe-nyu-luh pe-nyu-sunan pe-ra-bot ",
    "per-alatan pe-ran-cis pe-ra-ngah pe-ra-ngai per-ang-garan pe-rang-kap perang-kat per-antara ",
    "per-aturan pe-ra-wan per-baikan per-ban-kan per-caya per-da-gangan per-dana per-data ",
    "pe-rem-puan pe-ren-ca-naan performance per-hi-tungan pe-ri-hal perijinan pe-ri-laku pe-rinci ",
    "per-ingatan pering-kat pe-rin-tah pe-riode pe-ri-sai pe-ris-tiwa per-izinan per-jan-jian ",
    "per-kan-toran per-ka-pita per-kasa per-ka-winan per-ko-pe-ra-sian per-leng-kapan per-lente ",
    "per-li-hat-kan per-lin-dungan per-ma-nen per-ma-sa-lahan per-mo-dalan per-mu-kiman ",
    "per-ni-kahan pe-rok-sida pe-ro-sok per-pa-jakan per-se-li-sih per-sen-tase per-sepsi ",
    "per-sero per-sona per-so-nal per-so-nel per-so-nil per-tama per-tang-gung-ja-waban ",
    "per-ta-nian per-tiwi per-tum-buhan per-ubahan pe-ru-musan per-undang pe-ru-puk per-usa-haan ",
    "pe-rut pe-serta pes-ti-sida pe-tun-juk pin-dahan pla-no-logi plas-tik ples-ter po-tensi ",
    "pra-ki-raan prak-tek prak-tik pra-nata pra-sangka pra-sa-rana pra-se-jah-tera pre-di-kat ",
    "pre-diksi pre-sensi pre-sen-tasi pre-ser-vasi pre-si-den pres-tasi pre-teks pri-ha-tin ",
    "prio-ri-tas pri-va-ti-sasi pro-duksi pro-duk-tif pro-duk-ti-vi-tas pro-du-sen pro-fesi ",
    "pro-fe-sio-na-lisme pro-fe-sio-na-li-tas pro-gram pro-gra-ma-tik pro-gres pro-gre-sif ",
    "pro-kla-masi pro-mosi pro-mo-tor pro-porsi pro-por-sio-nal pro-po-sal pro-se-dur pros-pek ",
    "pro-teksi pro-to-kol pro-vinsi pro-vo-kasi pro-yeksi ra-ha-sia ram-pung ran-cang ran-cangan ",
    "rang-kai rang-kaian rang-kap rang-kul rang-kum rang-sang ran-jang ran-ting ra-sio-na-li-sasi ",
    "rea-li-sasi rea-li-sa-si-nya re-boi-sasi re-duksi re-fe-rensi re-fleksi re-for-masi ",
    "re-ge-ne-rasi re-gis-trasi re-ha-bi-li-tasi re-kaman re-ka-yasa re-ke-ning re-ko-men-dasi ",
    "re-kon-si-liasi re-kon-struksi re-kreasi re-le-van re-lo-kasi rem-bang ren-cana ren-dah-nya ",
    "reng-gut re-no-vasi ren-stra ren-tang reor-ga-ni-sasi re-pre-sen-tasi re-pu-blik res-to-rasi ",
    "re-struk-tu-ri-sasi ret-ri-busi rin-cian rin-dang ring-kik ring-kus rin-tang ri-wa-yat ",
    "run-cing run-ding run-dung sam-ping sa-saran se-ba-gai se-ba-gai-mana se-ba-nyak se-ba-ris ",
    "se-be-las se-be-lum-nya se-be-rang se-be-sar se-butan se-dang-kan se-hingga se-imbang ",
    "seis-mik se-ja-rah se-ko-lah sek-re-ta-riat se-lan-jut-nya se-la-ras se-latan se-leksi ",
    "se-leng-gara se-li-dik se-li-sih se-lu-ruh se-ma-ngat se-mes-ter sem-purna se-ngaja ",
    "seng-keta se-orang se-pa-kat se-perti sep-tem-ber se-pu-luh se-rapan se-ren-tak se-ri-kat ",
    "se-ro-bot ser-ta-merta ser-ti-fi-kasi ser-ti-fi-kat se-su-dah sing-katan sis-te-ma-tik ",
    "sis-te-ma-tika ske-na-rio so-sia-li-sasi spe-sia-lis spe-si-fi-kasi spon-sor spon-tan ",
    "sta-bi-li-sasi stag-nan stag-nasi stan-dar-di-sasi stan-da-ri-sasi sta-tis-tik stem-pel ",
    "ste-ri-li-sasi sti-mu-lasi sti-mu-lus stra-tegi stra-te-gis struk-tur struk-tu-ral stun-ting ",
    "sub-bagian sub-jum-lah sung-guh su-pe-rior su-sunan swa-sem-bada sya-riah ta-hunan ",
    "ta-hun-nya tam-bahan tang-gal tang-gap tang-guh tek-no-logi teks-nya ten-tang ter-akhir ",
    "ter-ak-tua-li-sasi te-ra-lis te-ram-pil te-rang ter-apre-siasi te-ras te-ra-tai te-ra-wang ",
    "ter-ba-lik ter-bang ter-ba-wah ter-bi-lang ter-ca-pai ter-ce-tak ter-diri te-rea-li-sasi ",
    "te-rea-li-sa-si-nya ter-ha-dap ter-hi-tung ter-iden-ti-fi-kasi ter-imple-men-tasi ",
    "ter-inven-ta-ri-sasi te-ri-pang te-ri-tis te-ri-to-rial ter-jang ter-je-mah ter-kait ",
    "ter-ken-dali ter-kini ter-koor-di-nasi ter-lak-sa-na-nya ter-lalu ter-la-tih-nya ter-la-yani ",
    "ter-mi-nal te-ro-bos te-ro-mol te-rom-pet te-ro-pong te-ro-ris te-ro-wong ter-padu ",
    "ter-pen-dek ter-pi-lih ter-se-but ter-se-dia ter-se-dia-nya ter-se-le-sai-kan ter-sier ",
    "ter-su-sun ter-su-sun-nya ter-ta-ngani ter-ukur te-rumbu ter-ung-kap ter-wu-jud-nya ",
    "ti-dak-nya ting-kat ting-kat-nya tra-disi trak-tor tran-saksi trans-fer trans-for-ma-tif ",
    "trans-lasi trans-mi-grasi trans-misi trans-pa-ransi trans-plan-tasi trans-por trans-por-tasi ",
    "tri-liun tro-toar tung-gal tun-jangan tu-runan tu-run-nya un-dangan ung-gulan upa-cara ",
    "ur-gensi usa-ha-nya uti-li-sasi uti-li-tas wi-la-yah wira-usaha ",
};

/* The word with its points as hyphens. */
static const char *divide(Fixture *fixture, Hyphenator *hyphenator, const char *word, size_t count)
{
    Buf out = {.arena = fixture->arena};
    uint64_t points = hyphen_points(hyphenator, word, count);
    for (size_t i = 0; i < count; i++) {
        if ((points >> i & 1) != 0)
            buf_byte(&out, '-');
        buf_byte(&out, word[i]);
    }
    return str_c(fixture->arena, buf_str(&out));
}

/* How many words of a line, each with a space behind it, are divided otherwise. */
static size_t count_wrong(Fixture *fixture, Hyphenator *hyphenator, const char *line)
{
    size_t wrong = 0;
    for (const char *at = line; *at != '\0'; at++) {
        char word[HYPHEN_LONGEST + 1];
        size_t count = 0;
        const char *start = at;
        for (; *at != ' '; at++)
            if (*at != '-')
                word[count++] = *at;
        const char *found = divide(fixture, hyphenator, word, count);
        if (strncmp(found, start, (size_t)(at - start)) != 0 ||
            strlen(found) != (size_t)(at - start)) {
            print_error("%s, not %.*s\n", found, (int)(at - start), start);
            wrong++;
        }
    }
    return wrong;
}

static void words_are_divided_as_in_the_table(void **state)
{
    Fixture *fixture = *state;
    const Typography *typography = typeset_typography(fixture, "config/tipografi.yaml");
    Hyphenator *hyphenator = hyphen_new(fixture->arena, fixture->diags, typography);
    for (size_t i = 0; i < sizeof WORDS / sizeof *WORDS; i++)
        assert_int_equal(count_wrong(fixture, hyphenator, WORDS[i]), 0);
    hyphen_drop(hyphenator);
    assert_string_equal(support_messages(fixture), "");
}

/* Roots that are no words are told; the others hold. */
static void roots_are_read(void **state)
{
    Fixture *fixture = *state;
    Typography *typography = arena_alloc(fixture->arena, sizeof *typography);
    *typography = *typeset_typography(fixture, "config/tipografi.yaml");
    typography->roots = STR("ujicoba  oba-ta Salah\n-a a- a--b a1 ");
    Hyphenator *hyphenator = hyphen_new(fixture->arena, fixture->diags, typography);
    assert_string_equal(divide(fixture, hyphenator, "terujicoba", 10), "ter-uji-coba");
    assert_string_equal(divide(fixture, hyphenator, "berobata", 8), "ber-obata");
    assert_string_equal(divide(fixture, hyphenator, "teridentifikasi", 15), "teriden-ti-fi-kasi");
    assert_int_equal(diags_count(fixture->diags, SEVERITY_ERROR), 5);
    assert_non_null(strstr(support_messages(fixture), "'Salah' is not a root"));
    hyphen_drop(hyphenator);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(words_are_divided_as_in_the_table),
        TEST(roots_are_read),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
