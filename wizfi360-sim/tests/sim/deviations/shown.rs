//! A dialogue for each deviation.

/// A dialogue that shows a deviation.
pub(super) struct Shown {
    /// The deviation's name.
    pub(super) name: &'static str,
    pub(super) start: Start,
    /// What the host says first, line by line; data stands behind a `<`.
    pub(super) before: &'static [&'static str],
    /// What it says then.
    pub(super) line: &'static str,
    /// How that is answered by a module that does not deviate.
    pub(super) normal: &'static str,
    /// How by one that does.
    pub(super) deviates: &'static str,
}

/// Where a dialogue begins.
#[derive(Clone, Copy)]
pub(super) enum Start {
    /// The module has started.
    Echoing,
    /// Its echo is off.
    Started,
    /// It is a station that has joined an access point.
    Joined,
    /// It is connected to a peer that echoes.
    Connected,
}

#[rustfmt::skip]
pub(super) const TABLE: &[Shown] = &[
    Shown {
        name: "above-upper-bound", start: Start::Started, before: &[], line: "AT+CWMODE_CUR=4",
        normal: "\r\nERROR\r\n",
        deviates: "\r\nOK\r\n",
    },
    Shown {
        name: "below-lower-bound", start: Start::Started, before: &[], line: "AT+CWMODE_CUR=0",
        normal: "\r\nERROR\r\n",
        deviates: "\r\nOK\r\n",
    },
    Shown {
        name: "upper-bound-refused", start: Start::Started, before: &[], line: "AT+GSLP=65535",
        normal: "\r\nOK\r\n",
        deviates: "\r\nERROR\r\n",
    },
    Shown {
        name: "lower-bound-refused", start: Start::Started, before: &[], line: "AT+CIPSTO=0",
        normal: "\r\nOK\r\n",
        deviates: "\r\nERROR\r\n",
    },
    Shown {
        name: "number-wraps", start: Start::Started, before: &[], line: "AT+CIPSTO=36893488147419103232",
        normal: "\r\nERROR\r\n",
        deviates: "\r\nOK\r\n",
    },
    Shown {
        name: "zeros-before-refused", start: Start::Started, before: &[], line: "AT+CIPSTO=007",
        normal: "\r\nOK\r\n",
        deviates: "\r\nERROR\r\n",
    },
    Shown {
        name: "letter-for-number", start: Start::Started, before: &[], line: "AT+CIPSTO=x",
        normal: "\r\nERROR\r\n",
        deviates: "\r\nOK\r\n",
    },
    Shown {
        name: "number-in-quotes", start: Start::Started, before: &[], line: "AT+CIPSTO=\"7\"",
        normal: "\r\nERROR\r\n",
        deviates: "\r\nOK\r\n",
    },
    Shown {
        name: "text-without-quotes", start: Start::Started, before: &[], line: "AT+CWSAP_CUR=home,\"\",1,0",
        normal: "\r\nERROR\r\n",
        deviates: "\r\nOK\r\n",
    },
    Shown {
        name: "text-too-long", start: Start::Started, before: &[], line: "AT+CWSAP_CUR=\"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\",\"\",1,0",
        normal: "\r\nERROR\r\n",
        deviates: "\r\nOK\r\n",
    },
    Shown {
        name: "text-too-short", start: Start::Started, before: &[], line: "AT+CWSAP_CUR=\"\",\"\",1,0",
        normal: "\r\nERROR\r\n",
        deviates: "\r\nOK\r\n",
    },
    Shown {
        name: "longest-text-refused", start: Start::Started, before: &[], line: "AT+CWSAP_CUR=\"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\",\"\",1,0",
        normal: "\r\nOK\r\n",
        deviates: "\r\nERROR\r\n",
    },
    Shown {
        name: "escapes-count", start: Start::Started, before: &[], line: "AT+CWSAP_CUR=\"\\,\\,\\,\\,\\,\\,\\,\\,\\,\\,\\,\\,\\,\\,\\,\\,\\,\\,\\,\\,\\,\\,\\,\\,\\,\\,\\,\\,\\,\\,\\,\\,\",\"\",1,0",
        normal: "\r\nOK\r\n",
        deviates: "\r\nERROR\r\n",
    },
    Shown {
        name: "escapes-undone-twice", start: Start::Started, before: &["AT+CWSAP_CUR=\"a\\\\b\",\"\",1,0"], line: "AT+CWSAP_CUR?",
        normal: "+CWSAP_CUR:\"a\\\\b\",\"\",1,0,4,0\r\n\r\nOK\r\n",
        deviates: "+CWSAP_CUR:\"ab\",\"\",1,0,4,0\r\n\r\nOK\r\n",
    },
    Shown {
        name: "escapes-not-undone", start: Start::Started, before: &["AT+CWSAP_CUR=\"a\\\"b\",\"\",1,0"], line: "AT+CWSAP_CUR?",
        normal: "+CWSAP_CUR:\"a\\\"b\",\"\",1,0,4,0\r\n\r\nOK\r\n",
        deviates: "+CWSAP_CUR:\"a\\\\\\\"b\",\"\",1,0,4,0\r\n\r\nOK\r\n",
    },
    Shown {
        name: "escaped-quote-ends", start: Start::Started, before: &[], line: "AT+CWSAP_CUR=\"a\\\"b\",\"\",1,0",
        normal: "\r\nOK\r\n",
        deviates: "\r\nERROR\r\n",
    },
    Shown {
        name: "mqtt-text-escaped", start: Start::Joined, before: &["AT+MQTTSET=\"u\",\"p\",\"c\",60", "AT+MQTTTOPIC=\"t\",\"t\"", "AT+MQTTCON=0,\"10.0.0.2\",1883"], line: "AT+MQTTPUB=\"{\"a\"}\"",
        normal: "\r\nOK\r\nt -> {\"a\"}\r\n",
        deviates: "\r\nOK\r\nt -> {\\\"a\\\"}\r\n",
    },
    Shown {
        name: "nul-taken", start: Start::Started, before: &[], line: "AT+CWSAP_CUR=\"a\0b\",\"\",1,0",
        normal: "\r\nERROR\r\n",
        deviates: "\r\nOK\r\n",
    },
    Shown {
        name: "open-quotes", start: Start::Joined, before: &[], line: "AT+CWLAP=\"a",
        normal: "\r\nERROR\r\n",
        deviates: "\r\nOK\r\n",
    },
    Shown {
        name: "address-above-255", start: Start::Started, before: &[], line: "AT+CIPSTA_CUR=\"256.0.0.0\"",
        normal: "\r\nERROR\r\n",
        deviates: "\r\nOK\r\n",
    },
    Shown {
        name: "address-of-three", start: Start::Started, before: &[], line: "AT+CIPAP_CUR=\"1.2.3\"",
        normal: "\r\nERROR\r\n",
        deviates: "\r\nOK\r\n",
    },
    Shown {
        name: "bare-address-refused", start: Start::Started, before: &[], line: "AT+CIPAP_CUR=192.168.36.1",
        normal: "\r\nOK\r\n",
        deviates: "\r\nERROR\r\n",
    },
    Shown {
        name: "mac-of-a-group", start: Start::Started, before: &[], line: "AT+CIPSTAMAC_CUR=\"01:08:dc:00:00:00\"",
        normal: "\r\nERROR\r\n",
        deviates: "\r\nOK\r\n",
    },
    Shown {
        name: "mac-of-five", start: Start::Started, before: &[], line: "AT+CIPSTAMAC_CUR=\"00:08:dc:00:00\"",
        normal: "\r\nERROR\r\n",
        deviates: "\r\nOK\r\n",
    },
    Shown {
        name: "mac-upper-case-refused", start: Start::Started, before: &[], line: "AT+CIPSTAMAC_CUR=\"00:08:DC:00:00:00\"",
        normal: "\r\nOK\r\n",
        deviates: "\r\nERROR\r\n",
    },
    Shown {
        name: "mask-bit-ignored", start: Start::Started, before: &[], line: "AT+CWLAPOPT=1,64",
        normal: "\r\nERROR\r\n",
        deviates: "\r\nOK\r\n",
    },
    Shown {
        name: "parameter-too-many", start: Start::Started, before: &[], line: "AT+CIPMUX=1,1",
        normal: "\r\nERROR\r\n",
        deviates: "\r\nOK\r\n",
    },
    Shown {
        name: "parameter-missing", start: Start::Started, before: &[], line: "AT+CWLAPOPT=1",
        normal: "\r\nERROR\r\n",
        deviates: "\r\nOK\r\n",
    },
    Shown {
        name: "test-form-everywhere", start: Start::Started, before: &[], line: "AT+CIPMUX=?",
        normal: "\r\nERROR\r\n",
        deviates: "\r\nOK\r\n",
    },
    Shown {
        name: "query-form-everywhere", start: Start::Started, before: &[], line: "AT+RST?",
        normal: "\r\nERROR\r\n",
        deviates: "\r\nOK\r\n",
    },
    Shown {
        name: "set-form-everywhere", start: Start::Started, before: &[], line: "AT+GMR=1",
        normal: "\r\nERROR\r\n",
        deviates: "\r\nOK\r\n",
    },
    Shown {
        name: "execute-form-everywhere", start: Start::Started, before: &[], line: "AT+CIPMUX",
        normal: "\r\nERROR\r\n",
        deviates: "\r\nOK\r\n",
    },
    Shown {
        name: "test-form-missing", start: Start::Started, before: &[], line: "AT+CWMODE=?",
        normal: "+CWMODE:(1-3)\r\n\r\nOK\r\n",
        deviates: "\r\nERROR\r\n",
    },
    Shown {
        name: "unsuffixed-refused", start: Start::Started, before: &[], line: "AT+CWMODE=2",
        normal: "\r\nOK\r\n",
        deviates: "\r\nERROR\r\n",
    },
    Shown {
        name: "optional-parameter-refused", start: Start::Joined, before: &[], line: "AT+CIPSTART=\"TCP\",\"10.0.0.2\",5000,60",
        normal: "CONNECT\r\n\r\nOK\r\n",
        deviates: "\r\nERROR\r\n",
    },
    Shown {
        name: "scan-filter-ignored", start: Start::Joined, before: &[], line: "AT+CWLAP=\"open\"",
        normal: "+CWLAP:(0,\"open\",-50,\"64:e5:99:00:00:02\",11,0)\r\n\r\nOK\r\n",
        deviates: "+CWLAP:(3,\"home\",-70,\"64:e5:99:00:00:01\",6,1)\r\n+CWLAP:(0,\"open\",-50,\"64:e5:99:00:00:02\",11,0)\r\n\r\nOK\r\n",
    },
    Shown {
        name: "mode-not-checked", start: Start::Started, before: &[], line: "AT+CWJAP_CUR=\"open\",\"\"",
        normal: "\r\nERROR\r\n",
        deviates: "WIFI CONNECTED\r\nWIFI GOT IP\r\n\r\nOK\r\n",
    },
    Shown {
        name: "mux-not-checked", start: Start::Started, before: &[], line: "AT+CIPSERVER=1",
        normal: "MUX=0\r\n\r\nERROR\r\n",
        deviates: "\r\nOK\r\nCONNECT\r\n\r\n+IPD,2:hi",
    },
    Shown {
        name: "transmission-not-checked", start: Start::Connected, before: &["AT+CIPMODE=1"], line: "AT+CIPSEND=5",
        normal: "IPMODE=1\r\n\r\nERROR\r\n",
        deviates: "\r\nOK\r\n\r\n>",
    },
    Shown {
        name: "order-not-checked", start: Start::Joined, before: &[], line: "AT+MQTTCON=0,\"10.0.0.2\",1883",
        normal: "no username or clientid\r\n\r\nERROR\r\n",
        deviates: "\r\nOK\r\n",
    },
    Shown {
        name: "link-id-not-checked", start: Start::Joined, before: &[], line: "AT+CIPSTART=0,\"TCP\",\"10.0.0.2\",5000",
        normal: "MUX=0\r\n\r\nERROR\r\n",
        deviates: "\r\nOK\r\n",
    },
    Shown {
        name: "link-not-checked", start: Start::Joined, before: &[], line: "AT+CIPCLOSE",
        normal: "UNLINK\r\n\r\nERROR\r\n",
        deviates: "\r\nOK\r\n",
    },
    Shown {
        name: "network-not-checked", start: Start::Started, before: &["AT+CWMODE_CUR=1"], line: "AT+PING=\"example.com\"",
        normal: "no ip\r\n\r\nERROR\r\n",
        deviates: "\r\nOK\r\n",
    },
    Shown {
        name: "open-twice", start: Start::Connected, before: &[], line: "AT+CIPSTART=\"TCP\",\"10.0.0.2\",5000",
        normal: "ALREADY CONNECTED\r\n\r\nERROR\r\n",
        deviates: "\r\nOK\r\n",
    },
    Shown {
        name: "pin-mode-not-checked", start: Start::Started, before: &[], line: "AT+SYSGPIOREAD=7",
        normal: "NOT GPIO MODE!\r\n\r\nERROR\r\n",
        deviates: "\r\nOK\r\n",
    },
    Shown {
        name: "pin-direction-not-checked", start: Start::Started, before: &["AT+SYSIOSETCFG=7,1,0"], line: "AT+SYSGPIOWRITE=7,1",
        normal: "NOT OUTPUT!\r\n\r\nERROR\r\n",
        deviates: "\r\nOK\r\n",
    },
    Shown {
        name: "server-not-checked", start: Start::Started, before: &["AT+CIPMUX=1"], line: "AT+CIPSERVER=0",
        normal: "no change\r\n\r\nERROR\r\n",
        deviates: "\r\nOK\r\n",
    },
    Shown {
        name: "same-dns-servers", start: Start::Started, before: &[], line: "AT+CIPDNS_CUR=1,\"1.1.1.1\",\"1.1.1.1\"",
        normal: "\r\nERROR\r\n",
        deviates: "\r\nOK\r\n",
    },
    Shown {
        name: "any-firmware", start: Start::Started, before: &["AT+CWMODE_CUR=1"], line: "AT+CWSTARTSMART=1,5",
        normal: "\r\nERROR\r\n",
        deviates: "\r\nOK\r\n\r\n+CWSTARTSMART:Try:1/5\r\n\r\n+CWSTARTSMART:Try:2/5\r\n\r\n+CWSTARTSMART:Try:3/5\r\n",
    },
    Shown {
        name: "echo-stays-on", start: Start::Echoing, before: &["ATE0"], line: "AT",
        normal: "\r\nOK\r\n",
        deviates: "AT\r\n\r\nOK\r\n",
    },
    Shown {
        name: "echo-stays-off", start: Start::Started, before: &["ATE1"], line: "AT",
        normal: "AT\r\n\r\nOK\r\n",
        deviates: "\r\nOK\r\n",
    },
    Shown {
        name: "scan-mask-ignored", start: Start::Joined, before: &["AT+CWLAPOPT=0,2"], line: "AT+CWLAP",
        normal: "+CWLAP:(\"home\")\r\n+CWLAP:(\"open\")\r\n\r\nOK\r\n",
        deviates: "+CWLAP:(3,\"home\",-70,\"64:e5:99:00:00:01\",6,1)\r\n+CWLAP:(0,\"open\",-50,\"64:e5:99:00:00:02\",11,0)\r\n\r\nOK\r\n",
    },
    Shown {
        name: "scan-sort-ignored", start: Start::Joined, before: &["AT+CWLAPOPT=1,4"], line: "AT+CWLAP",
        normal: "+CWLAP:(-50)\r\n+CWLAP:(-70)\r\n\r\nOK\r\n",
        deviates: "+CWLAP:(-70)\r\n+CWLAP:(-50)\r\n\r\nOK\r\n",
    },
    Shown {
        name: "sleep-not-set", start: Start::Joined, before: &["AT+SLEEP=1"], line: "AT+SLEEP?",
        normal: "+SLEEP:1\r\n\r\nOK\r\n",
        deviates: "+SLEEP:2\r\n\r\nOK\r\n",
    },
    Shown {
        name: "mux-not-set", start: Start::Started, before: &["AT+CIPMUX=1"], line: "AT+CIPMUX?",
        normal: "+CIPMUX:1\r\n\r\nOK\r\n",
        deviates: "+CIPMUX:0\r\n\r\nOK\r\n",
    },
    Shown {
        name: "transmission-not-set", start: Start::Started, before: &["AT+CIPMODE=1"], line: "AT+CIPMODE?",
        normal: "+CIPMODE:1\r\n\r\nOK\r\n",
        deviates: "+CIPMODE:0\r\n\r\nOK\r\n",
    },
    Shown {
        name: "peer-not-shown", start: Start::Started, before: &["AT+CIPDINFO=1"], line: "AT+CIPDINFO?",
        normal: "+CIPDINFO:TRUE\r\n\r\nOK\r\n",
        deviates: "+CIPDINFO:FALSE\r\n\r\nOK\r\n",
    },
    Shown {
        name: "server-timeout-not-set", start: Start::Started, before: &["AT+CIPSTO=7"], line: "AT+CIPSTO?",
        normal: "+CIPSTO:7\r\n\r\nOK\r\n",
        deviates: "+CIPSTO:180\r\n\r\nOK\r\n",
    },
    Shown {
        name: "max-clients-not-set", start: Start::Started, before: &["AT+CIPSERVERMAXCONN=2"], line: "AT+CIPSERVERMAXCONN?",
        normal: "+CIPSERVERMAXCONN:2\r\n\r\nOK\r\n",
        deviates: "+CIPSERVERMAXCONN:4\r\n\r\nOK\r\n",
    },
    Shown {
        name: "ssl-size-not-set", start: Start::Started, before: &["AT+CIPSSLSIZE=4096"], line: "AT+CIPSSLSIZE?",
        normal: "+CIPSSLSIZE:4096\r\n\r\nOK\r\n",
        deviates: "+CIPSSLSIZE:2048\r\n\r\nOK\r\n",
    },
    Shown {
        name: "ssl-mode-not-set", start: Start::Started, before: &["AT+CIPSSLCCONF=2"], line: "AT+CIPSSLCCONF?",
        normal: "+CIPSSLCCONF:2\r\n\r\nOK\r\n",
        deviates: "+CIPSSLCCONF:0\r\n\r\nOK\r\n",
    },
    Shown {
        name: "hostname-not-set", start: Start::Started, before: &["AT+CWMODE_CUR=1", "AT+CWHOSTNAME=\"a\""], line: "AT+CWHOSTNAME?",
        normal: "+CWHOSTNAME:a\r\n\r\nOK\r\n",
        deviates: "+CWHOSTNAME:WizFi360_111213\r\n\r\nOK\r\n",
    },
    Shown {
        name: "auto-connect-not-set", start: Start::Joined, before: &["AT+CWAUTOCONN=0"], line: "AT+CWAUTOCONN?",
        normal: "+CWAUTOCONN:0\r\n\r\nOK\r\n",
        deviates: "+CWAUTOCONN:1\r\n\r\nOK\r\n",
    },
    Shown {
        name: "sntp-not-set", start: Start::Started, before: &["AT+CIPSNTPCFG=1,8"], line: "AT+CIPSNTPCFG?",
        normal: "+CIPSNTPCFG:1,8,\"cn.ntp.org.cn\",\"ntp.sjtu.edu.cn\",\"us.pool.ntp.org\"\r\n\r\nOK\r\n",
        deviates: "+CIPSNTPCFG:0\r\n\r\nOK\r\n",
    },
    Shown {
        name: "mqtt-qos-not-set", start: Start::Started, before: &["AT+MQTTQOS=2"], line: "AT+MQTTQOS?",
        normal: "\"2\"\r\n\r\nOK\r\n",
        deviates: "\"0\"\r\n\r\nOK\r\n",
    },
    Shown {
        name: "pin-not-configured", start: Start::Started, before: &["AT+SYSIOSETCFG=7,1,1"], line: "AT+SYSIOGETCFG=7",
        normal: "+SYSIOGETCFG:7,1,1\r\n\r\nOK\r\n",
        deviates: "+SYSIOGETCFG:7,0,0\r\n\r\nOK\r\n",
    },
    Shown {
        name: "pin-not-written", start: Start::Started, before: &["AT+SYSIOSETCFG=7,1,0", "AT+SYSGPIODIR=7,1", "AT+SYSGPIOWRITE=7,1"], line: "AT+SYSGPIOREAD=7",
        normal: "+SYSGPIOREAD:7,1,1\r\n\r\nOK\r\n",
        deviates: "+SYSGPIOREAD:7,1,0\r\n\r\nOK\r\n",
    },
    Shown {
        name: "second-dns-dropped", start: Start::Started, before: &["AT+CIPDNS_CUR=1,\"1.1.1.1\",\"2.2.2.2\""], line: "AT+CIPDNS_CUR?",
        normal: "+CIPDNS_CUR:1.1.1.1\r\n+CIPDNS_CUR:2.2.2.2\r\n\r\nOK\r\n",
        deviates: "+CIPDNS_CUR:1.1.1.1\r\n\r\nOK\r\n",
    },
    Shown {
        name: "softap-limits-ignored", start: Start::Started, before: &["AT+CWSAP_CUR=\"a\",\"\",1,0,2,1"], line: "AT+CWSAP_CUR?",
        normal: "+CWSAP_CUR:\"a\",\"\",1,0,2,1\r\n\r\nOK\r\n",
        deviates: "+CWSAP_CUR:\"a\",\"\",1,0,4,0\r\n\r\nOK\r\n",
    },
    Shown {
        name: "dhcp-targets-swapped", start: Start::Started, before: &["AT+CWDHCP_CUR=0,0"], line: "AT+CWDHCP_CUR?",
        normal: "+CWDHCP_CUR:2\r\nOK\r\n",
        deviates: "+CWDHCP_CUR:1\r\nOK\r\n",
    },
    Shown {
        name: "segments-not-reset", start: Start::Connected, before: &["AT+CIPSENDBUF=1", "<a", "AT+CIPBUFRESET"], line: "AT+CIPBUFSTATUS",
        normal: "1,0,0,21900,12\r\n\r\nOK\r\n",
        deviates: "2,1,1,21900,12\r\n\r\nOK\r\n",
    },
    Shown {
        name: "cur-is-kept", start: Start::Started, before: &["AT+CWMODE_CUR=1"], line: "AT+CWMODE_DEF?",
        normal: "+CWMODE_DEF:2\r\n\r\nOK\r\n",
        deviates: "+CWMODE_DEF:1\r\n\r\nOK\r\n",
    },
    Shown {
        name: "cur-is-not-set", start: Start::Started, before: &["AT+CWMODE_CUR=1"], line: "AT+CWMODE_CUR?",
        normal: "+CWMODE_CUR:1\r\n\r\nOK\r\n",
        deviates: "+CWMODE_CUR:2\r\n\r\nOK\r\n",
    },
    Shown {
        name: "def-is-lost", start: Start::Started, before: &["AT+CWMODE_DEF=1"], line: "AT+CWMODE_DEF?",
        normal: "+CWMODE_DEF:1\r\n\r\nOK\r\n",
        deviates: "+CWMODE_DEF:2\r\n\r\nOK\r\n",
    },
    Shown {
        name: "def-waits", start: Start::Started, before: &["AT+CWMODE_DEF=1"], line: "AT+CWMODE_CUR?",
        normal: "+CWMODE_CUR:1\r\n\r\nOK\r\n",
        deviates: "+CWMODE_CUR:2\r\n\r\nOK\r\n",
    },
    Shown {
        name: "unsuffixed-waits", start: Start::Started, before: &["AT+CWMODE=1"], line: "AT+CWMODE?",
        normal: "+CWMODE:1\r\n\r\nOK\r\n",
        deviates: "+CWMODE:2\r\n\r\nOK\r\n",
    },
    Shown {
        name: "def-tells-now", start: Start::Started, before: &["AT+CWMODE_CUR=1"], line: "AT+CWMODE_DEF?",
        normal: "+CWMODE_DEF:2\r\n\r\nOK\r\n",
        deviates: "+CWMODE_DEF:1\r\n\r\nOK\r\n",
    },
    Shown {
        name: "cur-tells-flash", start: Start::Started, before: &["AT+CWMODE_CUR=1"], line: "AT+CWMODE_CUR?",
        normal: "+CWMODE_CUR:1\r\n\r\nOK\r\n",
        deviates: "+CWMODE_CUR:2\r\n\r\nOK\r\n",
    },
    Shown {
        name: "restart-forgets-flash", start: Start::Started, before: &["AT+CWMODE_DEF=1", "AT+RST"], line: "AT+CWMODE_DEF?",
        normal: "AT+CWMODE_DEF?\r\n+CWMODE_DEF:1\r\n\r\nOK\r\n",
        deviates: "AT+CWMODE_DEF?\r\n+CWMODE_DEF:2\r\n\r\nOK\r\n",
    },
    Shown {
        name: "restart-keeps-echo", start: Start::Started, before: &["AT+RST"], line: "AT",
        normal: "AT\r\n\r\nOK\r\n",
        deviates: "\r\nOK\r\n",
    },
    Shown {
        name: "restart-keeps-mux", start: Start::Started, before: &["AT+CIPMUX=1", "AT+RST"], line: "AT+CIPMUX?",
        normal: "AT+CIPMUX?\r\n+CIPMUX:0\r\n\r\nOK\r\n",
        deviates: "AT+CIPMUX?\r\n+CIPMUX:1\r\n\r\nOK\r\n",
    },
    Shown {
        name: "restart-keeps-transmission", start: Start::Started, before: &["AT+CIPMODE=1", "AT+RST"], line: "AT+CIPMODE?",
        normal: "AT+CIPMODE?\r\n+CIPMODE:0\r\n\r\nOK\r\n",
        deviates: "AT+CIPMODE?\r\n+CIPMODE:1\r\n\r\nOK\r\n",
    },
    Shown {
        name: "restart-keeps-timeout", start: Start::Started, before: &["AT+CIPSTO=7", "AT+RST"], line: "AT+CIPSTO?",
        normal: "AT+CIPSTO?\r\n+CIPSTO:180\r\n\r\nOK\r\n",
        deviates: "AT+CIPSTO?\r\n+CIPSTO:7\r\n\r\nOK\r\n",
    },
    Shown {
        name: "restart-loses-ssl-mode", start: Start::Started, before: &["AT+CIPSSLCCONF=2", "AT+RST"], line: "AT+CIPSSLCCONF?",
        normal: "AT+CIPSSLCCONF?\r\n+CIPSSLCCONF:2\r\n\r\nOK\r\n",
        deviates: "AT+CIPSSLCCONF?\r\n+CIPSSLCCONF:0\r\n\r\nOK\r\n",
    },
    Shown {
        name: "restart-loses-auto-connect", start: Start::Started, before: &["AT+CWMODE_DEF=1", "AT+CWAUTOCONN=0", "AT+RST"], line: "AT+CWAUTOCONN?",
        normal: "AT+CWAUTOCONN?\r\n+CWAUTOCONN:0\r\n\r\nOK\r\n",
        deviates: "AT+CWAUTOCONN?\r\n+CWAUTOCONN:1\r\n\r\nOK\r\n",
    },
    Shown {
        name: "certificate-lost", start: Start::Started, before: &["AT+CASEND=1", "-----BEGIN CERTIFICATE-----", "-----END CERTIFICATE-----", "AT+RST", "ATE0"], line: "AT+CASEND?",
        normal: "-----BEGIN CERTIFICATE-----\r\n-----END CERTIFICATE-----\r\n\r\nOK\r\n",
        deviates: "\r\nERROR\r\n",
    },
    Shown {
        name: "restore-restores-nothing", start: Start::Started, before: &["AT+CIPSSLCCONF=2", "AT+RESTORE=1", "ATE0"], line: "AT+CIPSSLCCONF?",
        normal: "+CIPSSLCCONF:0\r\n\r\nOK\r\n",
        deviates: "+CIPSSLCCONF:2\r\n\r\nOK\r\n",
    },
    Shown {
        name: "boot-link-not-saved", start: Start::Started, before: &["AT+CWMODE_DEF=1", "AT+CWJAP_DEF=\"home\",\"12345678\"", "AT+SAVETRANSLINK=1,\"10.0.0.2\",5000"], line: "AT+RST",
        normal: "\r\nOK\r\n\r\nready\r\nWIFI CONNECTED\r\nWIFI GOT IP\r\n\r\n>",
        deviates: "\r\nOK\r\n\r\nready\r\nWIFI CONNECTED\r\nWIFI GOT IP\r\n",
    },
    Shown {
        name: "data-one-short", start: Start::Connected, before: &["AT+CIPSEND=5"], line: "<hello",
        normal: "\r\nRecv 5 bytes\r\n\r\nSEND OK\r\n\r\n+IPD,5:hello",
        deviates: "\r\nRecv 4 bytes\r\n\r\nSEND OK\r\n\r\n+IPD,4:hell",
    },
    Shown {
        name: "data-one-long", start: Start::Connected, before: &["AT+CIPSEND=5"], line: "<hello",
        normal: "\r\nRecv 5 bytes\r\n\r\nSEND OK\r\n\r\n+IPD,5:hello",
        deviates: "",
    },
    Shown {
        name: "nul-does-not-end", start: Start::Connected, before: &["AT+CIPSENDEX=5"], line: "<hi\0",
        normal: "\r\nRecv 2 bytes\r\n\r\nSEND OK\r\n\r\n+IPD,2:hi",
        deviates: "",
    },
    Shown {
        name: "plus-does-not-end-data", start: Start::Connected, before: &["AT+CIPSENDBUF=9", "<hi+++"], line: "AT",
        normal: "\r\nOK\r\n",
        deviates: "\r\n1,SEND OK\r\n\r\n+IPD,9:hi+++AT\r\n",
    },
    Shown {
        name: "plus-does-not-leave", start: Start::Connected, before: &["AT+CIPMODE=1", "AT+CIPSEND", "<+++"], line: "AT",
        normal: "\r\nOK\r\n",
        deviates: "AT\r\n",
    },
    Shown {
        name: "pem-ends-early", start: Start::Started, before: &["AT+CASEND=1"], line: "-----BEGIN CERTIFICATE-----",
        normal: "",
        deviates: "\r\nOK\r\n",
    },
    Shown {
        name: "last-byte-not-sent", start: Start::Connected, before: &["AT+CIPSEND=5"], line: "<hello",
        normal: "\r\nRecv 5 bytes\r\n\r\nSEND OK\r\n\r\n+IPD,5:hello",
        deviates: "\r\nRecv 5 bytes\r\n\r\nSEND OK\r\n\r\n+IPD,4:hell",
    },
    Shown {
        name: "datagram-to-the-peer", start: Start::Joined, before: &["AT+CIPDINFO=1", "AT+CIPSTART=\"UDP\",\"10.0.0.2\",5000,3000,2", "AT+CIPSEND=2,\"10.0.0.3\",5000"], line: "<hi",
        normal: "\r\nRecv 2 bytes\r\n\r\nSEND OK\r\n\r\n+IPD,2,10.0.0.3,5000:hi",
        deviates: "\r\nRecv 2 bytes\r\n\r\nSEND OK\r\n\r\n+IPD,2,10.0.0.2,5000:hi",
    },
    Shown {
        name: "published-in-capitals", start: Start::Joined, before: &["AT+MQTTSET=\"u\",\"p\",\"c\",60", "AT+MQTTTOPIC=\"t\",\"T\",\"t\"", "AT+MQTTCON=0,\"10.0.0.2\",1883"], line: "AT+MQTTPUB=\"a\"",
        normal: "\r\nOK\r\nt -> a\r\n",
        deviates: "\r\nOK\r\nT -> a\r\n",
    },
    Shown {
        name: "first-topic-not-subscribed", start: Start::Joined, before: &["AT+MQTTSET=\"u\",\"p\",\"c\",60", "AT+MQTTTOPIC=\"t\",\"t\"", "AT+MQTTCON=0,\"10.0.0.2\",1883"], line: "AT+MQTTPUB=\"a\"",
        normal: "\r\nOK\r\nt -> a\r\n",
        deviates: "\r\nOK\r\n",
    },
    Shown {
        name: "server-does-not-listen", start: Start::Joined, before: &["AT+CIPMUX=1"], line: "AT+CIPSERVER=1",
        normal: "\r\nOK\r\n0,CONNECT\r\n\r\n+IPD,0,2:hi",
        deviates: "\r\nOK\r\n",
    },
    Shown {
        name: "ok-lost", start: Start::Started, before: &[], line: "AT",
        normal: "\r\nOK\r\n",
        deviates: "",
    },
    Shown {
        name: "error-lost", start: Start::Started, before: &[], line: "AT+CWMODE_CUR=4",
        normal: "\r\nERROR\r\n",
        deviates: "",
    },
    Shown {
        name: "ok-for-error", start: Start::Started, before: &[], line: "AT+CWMODE_CUR=4",
        normal: "\r\nERROR\r\n",
        deviates: "\r\nOK\r\n",
    },
    Shown {
        name: "error-for-ok", start: Start::Started, before: &[], line: "AT",
        normal: "\r\nOK\r\n",
        deviates: "\r\nERROR\r\n",
    },
    Shown {
        name: "ok-behind-error", start: Start::Started, before: &[], line: "AT+CWMODE_CUR=4",
        normal: "\r\nERROR\r\n",
        deviates: "\r\nERROR\r\n\r\nOK\r\n",
    },
    Shown {
        name: "ok-twice", start: Start::Started, before: &[], line: "AT",
        normal: "\r\nOK\r\n",
        deviates: "\r\nOK\r\n\r\nOK\r\n",
    },
    Shown {
        name: "no-empty-line-before-ok", start: Start::Started, before: &[], line: "AT",
        normal: "\r\nOK\r\n",
        deviates: "OK\r\n",
    },
    Shown {
        name: "two-empty-lines-before-ok", start: Start::Started, before: &[], line: "AT",
        normal: "\r\nOK\r\n",
        deviates: "\r\n\r\nOK\r\n",
    },
    Shown {
        name: "no-empty-line-before-error", start: Start::Started, before: &[], line: "AT+CWMODE_CUR=4",
        normal: "\r\nERROR\r\n",
        deviates: "ERROR\r\n",
    },
    Shown {
        name: "blank-behind-ok", start: Start::Started, before: &[], line: "AT",
        normal: "\r\nOK\r\n",
        deviates: "\r\nOK \r\n",
    },
    Shown {
        name: "ok-in-lower-case", start: Start::Started, before: &[], line: "AT",
        normal: "\r\nOK\r\n",
        deviates: "\r\nok\r\n",
    },
    Shown {
        name: "lines-end-in-lf", start: Start::Started, before: &[], line: "AT+CWMODE_CUR?",
        normal: "+CWMODE_CUR:2\r\n\r\nOK\r\n",
        deviates: "+CWMODE_CUR:2\n\nOK\n",
    },
    Shown {
        name: "error-for-fail", start: Start::Started, before: &["AT+CWMODE_CUR=1"], line: "AT+CWJAP_CUR=\"gone\",\"\"",
        normal: "+CWJAP:3\r\n\r\nFAIL\r\n",
        deviates: "+CWJAP:3\r\n\r\nERROR\r\n",
    },
    Shown {
        name: "busy-in-silence", start: Start::Joined, before: &[], line: "AT+CWLAP\r\nAT",
        normal: "\r\nbusy p...\r\n+CWLAP:(3,\"home\",-70,\"64:e5:99:00:00:01\",6,1)\r\n+CWLAP:(0,\"open\",-50,\"64:e5:99:00:00:02\",11,0)\r\n\r\nOK\r\n",
        deviates: "+CWLAP:(3,\"home\",-70,\"64:e5:99:00:00:01\",6,1)\r\n+CWLAP:(0,\"open\",-50,\"64:e5:99:00:00:02\",11,0)\r\n\r\nOK\r\n",
    },
    Shown {
        name: "busy-is-an-error", start: Start::Joined, before: &[], line: "AT+CWLAP\r\nAT",
        normal: "\r\nbusy p...\r\n+CWLAP:(3,\"home\",-70,\"64:e5:99:00:00:01\",6,1)\r\n+CWLAP:(0,\"open\",-50,\"64:e5:99:00:00:02\",11,0)\r\n\r\nOK\r\n",
        deviates: "\r\nERROR\r\n+CWLAP:(3,\"home\",-70,\"64:e5:99:00:00:01\",6,1)\r\n+CWLAP:(0,\"open\",-50,\"64:e5:99:00:00:02\",11,0)\r\n\r\nOK\r\n",
    },
    Shown {
        name: "reason-lost", start: Start::Joined, before: &[], line: "AT+CIPCLOSE",
        normal: "UNLINK\r\n\r\nERROR\r\n",
        deviates: "\r\nERROR\r\n",
    },
    Shown {
        name: "wrong-reason", start: Start::Joined, before: &[], line: "AT+CIPCLOSE",
        normal: "UNLINK\r\n\r\nERROR\r\n",
        deviates: "no ip\r\n\r\nERROR\r\n",
    },
    Shown {
        name: "prompt-without-ok", start: Start::Connected, before: &[], line: "AT+CIPSEND=5",
        normal: "\r\nOK\r\n\r\n>",
        deviates: "\r\n>",
    },
    Shown {
        name: "prompt-before-ok", start: Start::Connected, before: &[], line: "AT+CIPSEND=5",
        normal: "\r\nOK\r\n\r\n>",
        deviates: "\r\n>\r\nOK\r\n",
    },
    Shown {
        name: "prompt-lost", start: Start::Connected, before: &[], line: "AT+CIPSEND=5",
        normal: "\r\nOK\r\n\r\n>",
        deviates: "\r\nOK\r\n",
    },
    Shown {
        name: "prompt-is-a-line", start: Start::Connected, before: &[], line: "AT+CIPSEND=5",
        normal: "\r\nOK\r\n\r\n>",
        deviates: "\r\nOK\r\n\r\n>\r\n",
    },
    Shown {
        name: "send-ok-lost", start: Start::Connected, before: &["AT+CIPSEND=5"], line: "<hello",
        normal: "\r\nRecv 5 bytes\r\n\r\nSEND OK\r\n\r\n+IPD,5:hello",
        deviates: "\r\nRecv 5 bytes\r\n\r\n+IPD,5:hello",
    },
    Shown {
        name: "ok-for-send-ok", start: Start::Connected, before: &["AT+CIPSEND=5"], line: "<hello",
        normal: "\r\nRecv 5 bytes\r\n\r\nSEND OK\r\n\r\n+IPD,5:hello",
        deviates: "\r\nRecv 5 bytes\r\n\r\nOK\r\n\r\n+IPD,5:hello",
    },
    Shown {
        name: "echo-cut", start: Start::Echoing, before: &[], line: "AT+CIPMUX?",
        normal: "AT+CIPMUX?\r\n+CIPMUX:0\r\n\r\nOK\r\n",
        deviates: "AT+CIPMUX\r\n+CIPMUX:0\r\n\r\nOK\r\n",
    },
    Shown {
        name: "ok-before-answer", start: Start::Started, before: &[], line: "AT+CWMODE_CUR?",
        normal: "+CWMODE_CUR:2\r\n\r\nOK\r\n",
        deviates: "\r\nOK\r\n+CWMODE_CUR:2\r\n",
    },
    Shown {
        name: "ok-lost-behind-answer", start: Start::Started, before: &[], line: "AT+CWMODE_CUR?",
        normal: "+CWMODE_CUR:2\r\n\r\nOK\r\n",
        deviates: "+CWMODE_CUR:2\r\n",
    },
    Shown {
        name: "error-behind-answer", start: Start::Started, before: &[], line: "AT+CWMODE_CUR?",
        normal: "+CWMODE_CUR:2\r\n\r\nOK\r\n",
        deviates: "+CWMODE_CUR:2\r\n\r\nERROR\r\n",
    },
    Shown {
        name: "answers-end-in-lf", start: Start::Started, before: &[], line: "AT+CWMODE_CUR?",
        normal: "+CWMODE_CUR:2\r\n\r\nOK\r\n",
        deviates: "+CWMODE_CUR:2\n\r\nOK\r\n",
    },
    Shown {
        name: "query-says-nothing", start: Start::Started, before: &[], line: "AT+CWMODE_CUR?",
        normal: "+CWMODE_CUR:2\r\n\r\nOK\r\n",
        deviates: "\r\nOK\r\n",
    },
    Shown {
        name: "answer-twice", start: Start::Started, before: &[], line: "AT+CWMODE_CUR?",
        normal: "+CWMODE_CUR:2\r\n\r\nOK\r\n",
        deviates: "+CWMODE_CUR:2\r\n+CWMODE_CUR:2\r\n\r\nOK\r\n",
    },
    Shown {
        name: "closed-behind-ok", start: Start::Connected, before: &[], line: "AT+CIPCLOSE",
        normal: "CLOSED\r\n\r\nOK\r\n",
        deviates: "\r\nOK\r\nCLOSED\r\n",
    },
    Shown {
        name: "text-without-empty-line", start: Start::Connected, before: &["AT+CIPSEND=5"], line: "<hello",
        normal: "\r\nRecv 5 bytes\r\n\r\nSEND OK\r\n\r\n+IPD,5:hello",
        deviates: "Recv 5 bytes\r\nSEND OK\r\n+IPD,5:hello",
    },
    Shown {
        name: "prefix-without-scope", start: Start::Started, before: &[], line: "AT+CWMODE_CUR?",
        normal: "+CWMODE_CUR:2\r\n\r\nOK\r\n",
        deviates: "+CWMODE:2\r\n\r\nOK\r\n",
    },
    Shown {
        name: "prefix-of-other-scope", start: Start::Started, before: &[], line: "AT+CWMODE_DEF?",
        normal: "+CWMODE_DEF:2\r\n\r\nOK\r\n",
        deviates: "+CWMODE_CUR:2\r\n\r\nOK\r\n",
    },
    Shown {
        name: "escapes-not-written", start: Start::Started, before: &["AT+CWSAP_CUR=\"a\\\"b\",\"\",1,0"], line: "AT+CWSAP_CUR?",
        normal: "+CWSAP_CUR:\"a\\\"b\",\"\",1,0,4,0\r\n\r\nOK\r\n",
        deviates: "+CWSAP_CUR:\"a\"b\",\"\",1,0,4,0\r\n\r\nOK\r\n",
    },
    Shown {
        name: "quotes-missing", start: Start::Started, before: &[], line: "AT+CWSAP_CUR?",
        normal: "+CWSAP_CUR:\"WizFi360_111213\",\"\",1,0,4,0\r\n\r\nOK\r\n",
        deviates: "+CWSAP_CUR:WizFi360_111213,,1,0,4,0\r\n\r\nOK\r\n",
    },
    Shown {
        name: "pool-without-quotes", start: Start::Started, before: &[], line: "AT+CWDHCPS_CUR?",
        normal: "+CWDHCPS_CUR:120,\"192.168.36.2\",\"192.168.36.101\"\r\nOK\r\n",
        deviates: "+CWDHCPS_CUR:120,192.168.36.2,\"192.168.36.101\"\r\nOK\r\n",
    },
    Shown {
        name: "sdk-line-missing", start: Start::Started, before: &[], line: "AT+GMR",
        normal: "AT version:1.1.1.9(May  4 2021 15:14:59)\r\nSDK version:3.2.0(a0ffff9f)\r\ncompile time:May  4 2021 15:14:59\r\n\r\nOK\r\n",
        deviates: "AT version:1.1.1.9(May  4 2021 15:14:59)\r\ncompile time:May  4 2021 15:14:59\r\n\r\nOK\r\n",
    },
    Shown {
        name: "modes-from-zero", start: Start::Started, before: &[], line: "AT+CWMODE=?",
        normal: "+CWMODE:(1-3)\r\n\r\nOK\r\n",
        deviates: "+CWMODE:(0-3)\r\n\r\nOK\r\n",
    },
    Shown {
        name: "mode-is-factory", start: Start::Started, before: &["AT+CWMODE_CUR=1"], line: "AT+CWMODE_CUR?",
        normal: "+CWMODE_CUR:1\r\n\r\nOK\r\n",
        deviates: "+CWMODE_CUR:2\r\n\r\nOK\r\n",
    },
    Shown {
        name: "baud-is-factory", start: Start::Started, before: &["AT+UART_CUR=9600,8,1,0,0"], line: "AT+UART_CUR?",
        normal: "+UART_CUR:9600,8,1,0,0\r\nOK\r\n",
        deviates: "+UART_CUR:115200,8,1,0,0\r\nOK\r\n",
    },
    Shown {
        name: "scan-without-mac", start: Start::Joined, before: &[], line: "AT+CWLAP",
        normal: "+CWLAP:(3,\"home\",-70,\"64:e5:99:00:00:01\",6,1)\r\n+CWLAP:(0,\"open\",-50,\"64:e5:99:00:00:02\",11,0)\r\n\r\nOK\r\n",
        deviates: "+CWLAP:(3,\"home\",-70,6,1)\r\n+CWLAP:(0,\"open\",-50,11,0)\r\n\r\nOK\r\n",
    },
    Shown {
        name: "scan-finds-nothing", start: Start::Joined, before: &[], line: "AT+CWLAP",
        normal: "+CWLAP:(3,\"home\",-70,\"64:e5:99:00:00:01\",6,1)\r\n+CWLAP:(0,\"open\",-50,\"64:e5:99:00:00:02\",11,0)\r\n\r\nOK\r\n",
        deviates: "\r\nOK\r\n",
    },
    Shown {
        name: "joined-without-signal", start: Start::Joined, before: &[], line: "AT+CWJAP_CUR?",
        normal: "+CWJAP_CUR:\"home\",\"64:e5:99:00:00:01\",6,-70\r\n\r\nOK\r\n",
        deviates: "+CWJAP_CUR:\"home\",\"64:e5:99:00:00:01\",6\r\n\r\nOK\r\n",
    },
    Shown {
        name: "not-joined-in-silence", start: Start::Started, before: &["AT+CWMODE_CUR=1"], line: "AT+CWJAP_CUR?",
        normal: "No AP\r\n\r\nOK\r\n",
        deviates: "\r\nOK\r\n",
    },
    Shown {
        name: "wrong-join-error", start: Start::Started, before: &["AT+CWMODE_CUR=1"], line: "AT+CWJAP_CUR=\"gone\",\"\"",
        normal: "+CWJAP:3\r\n\r\nFAIL\r\n",
        deviates: "+CWJAP:2\r\n\r\nFAIL\r\n",
    },
    Shown {
        name: "softap-channel-off-by-one", start: Start::Started, before: &[], line: "AT+CWSAP_CUR?",
        normal: "+CWSAP_CUR:\"WizFi360_111213\",\"\",1,0,4,0\r\n\r\nOK\r\n",
        deviates: "+CWSAP_CUR:\"WizFi360_111213\",\"\",2,0,4,0\r\n\r\nOK\r\n",
    },
    Shown {
        name: "netmask-line-missing", start: Start::Started, before: &[], line: "AT+CIPAP_CUR?",
        normal: "+CIPAP_CUR:ip:\"192.168.36.1\"\r\n+CIPAP_CUR:gateway:\"192.168.36.1\"\r\n+CIPAP_CUR:netmask:\"255.255.255.0\"\r\n\r\nOK\r\n",
        deviates: "+CIPAP_CUR:ip:\"192.168.36.1\"\r\n+CIPAP_CUR:gateway:\"192.168.36.1\"\r\n\r\nOK\r\n",
    },
    Shown {
        name: "gateway-is-netmask", start: Start::Started, before: &[], line: "AT+CIPAP_CUR?",
        normal: "+CIPAP_CUR:ip:\"192.168.36.1\"\r\n+CIPAP_CUR:gateway:\"192.168.36.1\"\r\n+CIPAP_CUR:netmask:\"255.255.255.0\"\r\n\r\nOK\r\n",
        deviates: "+CIPAP_CUR:ip:\"192.168.36.1\"\r\n+CIPAP_CUR:netmask:\"192.168.36.1\"\r\n+CIPAP_CUR:netmask:\"255.255.255.0\"\r\n\r\nOK\r\n",
    },
    Shown {
        name: "softap-mac-of-station", start: Start::Started, before: &[], line: "AT+CIPAPMAC_CUR?",
        normal: "+CIPAPMAC_CUR:\"02:08:dc:11:12:13\"\r\n\r\nOK\r\n",
        deviates: "+CIPAPMAC_CUR:\"00:08:dc:11:12:13\"\r\n\r\nOK\r\n",
    },
    Shown {
        name: "station-ip-missing", start: Start::Joined, before: &[], line: "AT+CIFSR",
        normal: "+CIFSR:STAIP,\"192.168.1.88\"\r\n+CIFSR:STAMAC,\"00:08:dc:11:12:13\"\r\n\r\nOK\r\n",
        deviates: "+CIFSR:STAMAC,\"00:08:dc:11:12:13\"\r\n\r\nOK\r\n",
    },
    Shown {
        name: "lease-time-off-by-one", start: Start::Started, before: &[], line: "AT+CWDHCPS_CUR?",
        normal: "+CWDHCPS_CUR:120,\"192.168.36.2\",\"192.168.36.101\"\r\nOK\r\n",
        deviates: "+CWDHCPS_CUR:121,\"192.168.36.2\",\"192.168.36.101\"\r\nOK\r\n",
    },
    Shown {
        name: "country-is-china", start: Start::Started, before: &["AT+CWCOUNTRY_CUR=0,\"KR\",1"], line: "AT+CWCOUNTRY_CUR?",
        normal: "+CWCOUNTRY_CUR:0,\"KR\",1\r\n\r\nOK\r\n",
        deviates: "+CWCOUNTRY_CUR:0,\"CN\",1\r\n\r\nOK\r\n",
    },
    Shown {
        name: "status-two", start: Start::Connected, before: &[], line: "AT+CIPSTATUS",
        normal: "STATUS:3\r\n+CIPSTATUS:0,\"TCP\",\"10.0.0.2\",5000,49153,0\r\n\r\nOK\r\n",
        deviates: "STATUS:2\r\n+CIPSTATUS:0,\"TCP\",\"10.0.0.2\",5000,49153,0\r\n\r\nOK\r\n",
    },
    Shown {
        name: "status-without-link", start: Start::Connected, before: &[], line: "AT+CIPSTATUS",
        normal: "STATUS:3\r\n+CIPSTATUS:0,\"TCP\",\"10.0.0.2\",5000,49153,0\r\n\r\nOK\r\n",
        deviates: "STATUS:3\r\n\r\nOK\r\n",
    },
    Shown {
        name: "status-client-is-server", start: Start::Connected, before: &[], line: "AT+CIPSTATUS",
        normal: "STATUS:3\r\n+CIPSTATUS:0,\"TCP\",\"10.0.0.2\",5000,49153,0\r\n\r\nOK\r\n",
        deviates: "STATUS:3\r\n+CIPSTATUS:0,\"TCP\",\"10.0.0.2\",5000,49153,1\r\n\r\nOK\r\n",
    },
    Shown {
        name: "ping-without-plus", start: Start::Joined, before: &[], line: "AT+PING=\"10.0.0.2\"",
        normal: "+10\r\n\r\nOK\r\n",
        deviates: "10\r\n\r\nOK\r\n",
    },
    Shown {
        name: "domain-with-open-quote", start: Start::Joined, before: &[], line: "AT+CIPDOMAIN=\"example.com\"",
        normal: "+CIPDOMAIN:\"93.184.216.34\"\r\n\r\nOK\r\n",
        deviates: "+CIPDOMAIN:\"\"93.184.216.34\"\r\n\r\nOK\r\n",
    },
    Shown {
        name: "time-zone-off-by-one", start: Start::Started, before: &["AT+CIPSNTPCFG=1,8"], line: "AT+CIPSNTPCFG?",
        normal: "+CIPSNTPCFG:1,8,\"cn.ntp.org.cn\",\"ntp.sjtu.edu.cn\",\"us.pool.ntp.org\"\r\n\r\nOK\r\n",
        deviates: "+CIPSNTPCFG:1,9,\"cn.ntp.org.cn\",\"ntp.sjtu.edu.cn\",\"us.pool.ntp.org\"\r\n\r\nOK\r\n",
    },
    Shown {
        name: "time-without-year", start: Start::Joined, before: &["AT+CIPSNTPCFG=1,8"], line: "AT+CIPSNTPTIME?",
        normal: "+CIPSNTPTIME:Wed Jul 24 11:43:25 2019\r\n\r\nOK\r\n",
        deviates: "+CIPSNTPTIME:Wed Jul 24 11:43:25\r\n\r\nOK\r\n",
    },
    Shown {
        name: "pin-level-inverted", start: Start::Started, before: &["AT+SYSIOSETCFG=7,1,0"], line: "AT+SYSGPIOREAD=7",
        normal: "+SYSGPIOREAD:7,0,1\r\n\r\nOK\r\n",
        deviates: "+SYSGPIOREAD:7,0,0\r\n\r\nOK\r\n",
    },
    Shown {
        name: "pin-pull-up-inverted", start: Start::Started, before: &[], line: "AT+SYSIOGETCFG=7",
        normal: "+SYSIOGETCFG:7,0,0\r\n\r\nOK\r\n",
        deviates: "+SYSIOGETCFG:7,0,1\r\n\r\nOK\r\n",
    },
    Shown {
        name: "update-without-end", start: Start::Joined, before: &[], line: "AT+CIUPDATE",
        normal: "+CIPUPDATE:1\r\n+CIPUPDATE:2\r\n+CIPUPDATE:3\r\n+CIPUPDATE:4\r\n\r\nOK\r\n\r\nready\r\n+STA_CONNECTED:\"18:cf:5e:c5:ce:76\"\r\n+DIST_STA_IP:\"18:cf:5e:c5:ce:76\",\"192.168.36.2\"\r\n",
        deviates: "+CIPUPDATE:1\r\n+CIPUPDATE:2\r\n+CIPUPDATE:3\r\n\r\nOK\r\n\r\nready\r\n+STA_CONNECTED:\"18:cf:5e:c5:ce:76\"\r\n+DIST_STA_IP:\"18:cf:5e:c5:ce:76\",\"192.168.36.2\"\r\n",
    },
    Shown {
        name: "segment-number-off-by-one", start: Start::Connected, before: &[], line: "AT+CIPSENDBUF=1",
        normal: "1,0\r\n\r\nOK\r\n\r\n>",
        deviates: "2,0\r\n\r\nOK\r\n\r\n>",
    },
    Shown {
        name: "mqtt-password-not-told", start: Start::Started, before: &["AT+MQTTSET=\"u\",\"p\",\"c\",60"], line: "AT+MQTTSET?",
        normal: "\"u\",\"p\",\"c\",60\r\n\r\nOK\r\n",
        deviates: "\"u\",\"\",\"c\",60\r\n\r\nOK\r\n",
    },
    Shown {
        name: "ready-lost", start: Start::Started, before: &[], line: "AT+RST",
        normal: "\r\nOK\r\n\r\nready\r\n+STA_CONNECTED:\"18:cf:5e:c5:ce:76\"\r\n+DIST_STA_IP:\"18:cf:5e:c5:ce:76\",\"192.168.36.2\"\r\n",
        deviates: "\r\nOK\r\n+STA_CONNECTED:\"18:cf:5e:c5:ce:76\"\r\n+DIST_STA_IP:\"18:cf:5e:c5:ce:76\",\"192.168.36.2\"\r\n",
    },
    Shown {
        name: "got-ip-lost", start: Start::Started, before: &["AT+CWMODE_CUR=1"], line: "AT+CWJAP_CUR=\"open\",\"\"",
        normal: "WIFI CONNECTED\r\nWIFI GOT IP\r\n\r\nOK\r\n",
        deviates: "WIFI CONNECTED\r\n\r\nOK\r\n",
    },
    Shown {
        name: "connected-lost", start: Start::Started, before: &["AT+CWMODE_CUR=1"], line: "AT+CWJAP_CUR=\"open\",\"\"",
        normal: "WIFI CONNECTED\r\nWIFI GOT IP\r\n\r\nOK\r\n",
        deviates: "WIFI GOT IP\r\n\r\nOK\r\n",
    },
    Shown {
        name: "disconnect-lost", start: Start::Joined, before: &[], line: "AT+CWQAP",
        normal: "\r\nOK\r\nWIFI DISCONNECT\r\n",
        deviates: "\r\nOK\r\n",
    },
    Shown {
        name: "disconnect-misspelt", start: Start::Joined, before: &[], line: "AT+CWQAP",
        normal: "\r\nOK\r\nWIFI DISCONNECT\r\n",
        deviates: "\r\nOK\r\nWIFI DISCONECT\r\n",
    },
    Shown {
        name: "connect-lost", start: Start::Joined, before: &[], line: "AT+CIPSTART=\"TCP\",\"10.0.0.2\",5000",
        normal: "CONNECT\r\n\r\nOK\r\n",
        deviates: "\r\nOK\r\n",
    },
    Shown {
        name: "connect-fail-lost", start: Start::Joined, before: &[], line: "AT+CIPSTART=\"TCP\",\"10.0.0.2\",9",
        normal: "CONNECT FAIL\r\n\r\nERROR\r\n",
        deviates: "\r\nERROR\r\n",
    },
    Shown {
        name: "closed-lost", start: Start::Connected, before: &[], line: "AT+CIPCLOSE",
        normal: "CLOSED\r\n\r\nOK\r\n",
        deviates: "\r\nOK\r\n",
    },
    Shown {
        name: "link-id-lost", start: Start::Joined, before: &["AT+CIPMUX=1"], line: "AT+CIPSTART=3,\"TCP\",\"10.0.0.2\",5000",
        normal: "3,CONNECT\r\n\r\nOK\r\n",
        deviates: "CONNECT\r\n\r\nOK\r\n",
    },
    Shown {
        name: "wrong-link-id", start: Start::Joined, before: &["AT+CIPMUX=1"], line: "AT+CIPSTART=3,\"TCP\",\"10.0.0.2\",5000",
        normal: "3,CONNECT\r\n\r\nOK\r\n",
        deviates: "4,CONNECT\r\n\r\nOK\r\n",
    },
    Shown {
        name: "packet-without-link-id", start: Start::Joined, before: &["AT+CIPMUX=1", "AT+CIPSTART=3,\"TCP\",\"10.0.0.2\",5000", "AT+CIPSEND=3,2"], line: "<hi",
        normal: "\r\nRecv 2 bytes\r\n\r\nSEND OK\r\n\r\n+IPD,3,2:hi",
        deviates: "\r\nRecv 2 bytes\r\n\r\nSEND OK\r\n\r\n+IPD,2:hi",
    },
    Shown {
        name: "packet-length-too-high", start: Start::Connected, before: &["AT+CIPSEND=2"], line: "<hi",
        normal: "\r\nRecv 2 bytes\r\n\r\nSEND OK\r\n\r\n+IPD,2:hi",
        deviates: "\r\nRecv 2 bytes\r\n\r\nSEND OK\r\n\r\n+IPD,3:hi",
    },
    Shown {
        name: "packet-without-sender", start: Start::Connected, before: &["AT+CIPDINFO=1", "AT+CIPSEND=2"], line: "<hi",
        normal: "\r\nRecv 2 bytes\r\n\r\nSEND OK\r\n\r\n+IPD,2,10.0.0.2,5000:hi",
        deviates: "\r\nRecv 2 bytes\r\n\r\nSEND OK\r\n\r\n+IPD,2:hi",
    },
    Shown {
        name: "recv-off-by-one", start: Start::Connected, before: &["AT+CIPSEND=2"], line: "<hi",
        normal: "\r\nRecv 2 bytes\r\n\r\nSEND OK\r\n\r\n+IPD,2:hi",
        deviates: "\r\nRecv 3 bytes\r\n\r\nSEND OK\r\n\r\n+IPD,2:hi",
    },
    Shown {
        name: "topic-lost", start: Start::Joined, before: &["AT+MQTTSET=\"u\",\"p\",\"c\",60", "AT+MQTTTOPIC=\"t\",\"t\"", "AT+MQTTCON=0,\"10.0.0.2\",1883"], line: "AT+MQTTPUB=\"a\"",
        normal: "\r\nOK\r\nt -> a\r\n",
        deviates: "\r\nOK\r\n -> a\r\n",
    },
    Shown {
        name: "station-joins-in-silence", start: Start::Started, before: &["AT+CWMODE_CUR=1"], line: "AT+CWMODE_CUR=2",
        normal: "\r\nOK\r\n+STA_CONNECTED:\"18:cf:5e:c5:ce:76\"\r\n+DIST_STA_IP:\"18:cf:5e:c5:ce:76\",\"192.168.36.2\"\r\n",
        deviates: "\r\nOK\r\n+DIST_STA_IP:\"18:cf:5e:c5:ce:76\",\"192.168.36.2\"\r\n",
    },
    Shown {
        name: "station-address-lost", start: Start::Started, before: &["AT+CWMODE_CUR=1"], line: "AT+CWMODE_CUR=2",
        normal: "\r\nOK\r\n+STA_CONNECTED:\"18:cf:5e:c5:ce:76\"\r\n+DIST_STA_IP:\"18:cf:5e:c5:ce:76\",\"192.168.36.2\"\r\n",
        deviates: "\r\nOK\r\n+STA_CONNECTED:\"18:cf:5e:c5:ce:76\"\r\n+DIST_STA_IP:\"18:cf:5e:c5:ce:76\"\r\n",
    },
    Shown {
        name: "wps-starts-in-silence", start: Start::Started, before: &["AT+CWMODE_CUR=1"], line: "AT+WPS=1",
        normal: "wps started\r\n\r\nOK\r\n",
        deviates: "\r\nOK\r\n",
    },
    Shown {
        name: "smartconfig-try-lost", start: Start::Started, before: &["AT+CWMODE_CUR=1"], line: "AT+CWSTARTSMART=2",
        normal: "\r\nOK\r\n\r\n+CWSTARTSMART:Try:1/2\r\n\r\n+CWSTARTSMART:Try:2/2\r\n\r\n+CWSTARTSMART:WebCfgStart\r\n",
        deviates: "\r\nOK\r\n\r\n+CWSTARTSMART:WebCfgStart\r\n",
    },
];
