package signature

import "strings"

// Language is a language merchants write their code in.
type Language string

// The languages that fixes are known in; LanguageOther is plain pseudo-code.
const (
	LanguageJava   Language = "java"
	LanguageGo     Language = "go"
	LanguagePython Language = "python"
	LanguagePHP    Language = "php"
	LanguageNode   Language = "node"
	LanguageDotNet Language = "dotnet"
	LanguageOther  Language = "other"
)

// SDK is what sent a request, as far as its headers tell.
type SDK struct {
	Language Language // LanguageOther when they do not tell
	Name     string   // as it calls itself, with its version; empty when it does not
	Official bool     // it is one of Antom's own
}

// agents are beginnings of User-Agent headers, in lower case.
var agents = []struct {
	begins   string
	language Language
	official bool
}{
	{"global-open-sdk-java", LanguageJava, true},
	{"global-open-sdk-go", LanguageGo, true},
	{"global-open-sdk-python", LanguagePython, true},
	{"global-open-sdk-php", LanguagePHP, true},
	{"global-alipay-sdk-dotnet", LanguageDotNet, true},
	{"global-open-sdk-dotnet", LanguageDotNet, true},
	{"java/", LanguageJava, false}, {"java-http-client", LanguageJava, false}, {"apache-httpclient", LanguageJava, false},
	{"okhttp", LanguageJava, false}, {"jetty", LanguageJava, false},
	{"go-http-client", LanguageGo, false}, {"go-resty", LanguageGo, false}, {"fasthttp", LanguageGo, false},
	{"python", LanguagePython, false}, {"aiohttp", LanguagePython, false}, {"urllib", LanguagePython, false},
	{"guzzlehttp", LanguagePHP, false}, {"php", LanguagePHP, false}, {"symfony", LanguagePHP, false},
	{"node", LanguageNode, false}, {"undici", LanguageNode, false}, {"axios", LanguageNode, false}, {"got ", LanguageNode, false},
	{"restsharp", LanguageDotNet, false}, {"dotnet", LanguageDotNet, false}, {".net", LanguageDotNet, false},
}

// Recognise tells what sent a request by its headers: what it calls itself, else the habits that only
// one of Antom's SDKs has (api.md §1.3).
func Recognise(h Head) SDK {
	agent := h.Get("User-Agent")
	for _, known := range agents {
		if strings.HasPrefix(strings.ToLower(agent), known.begins) {
			return SDK{known.language, clip(agent), known.official}
		}
	}
	name := clip(agent)
	switch {
	case strings.HasPrefix(h.Get("Sdk-Version"), "global-open-sdk-go"):
		return SDK{LanguageGo, clip(h.Get("Sdk-Version")), true}
	case strings.HasPrefix(h.Get("X-sdkVersion"), "ams-dotnet"):
		return SDK{LanguageDotNet, clip(h.Get("X-sdkVersion")), true}
	case strings.Contains(h.Target, "://") && strings.EqualFold(h.Get("Cache-Control"), "no-cache"):
		return SDK{LanguagePython, name, true}
	case strings.HasSuffix(h.Get("Request-Time"), "0000Z") && strings.Contains(h.Get("Request-Time"), "."):
		return SDK{LanguageDotNet, name, false}
	}
	return SDK{Language: LanguageOther, Name: name}
}
