package signature

// lines is one line of code in each language.
type lines = map[Language]string

// signingLines mend code that signs a call.
var signingLines = map[fixKind]lines{
	fixText: {
		LanguageJava:   `String text = "POST " + path + "\n" + clientId + "." + requestTime + "." + body;`,
		LanguageGo:     `text := "POST " + path + "\n" + clientID + "." + requestTime + "." + body`,
		LanguagePython: `text = f"POST {path}\n{client_id}.{request_time}.{body}"`,
		LanguagePHP:    `$text = "POST {$path}\n{$clientId}.{$requestTime}.{$body}"; // double quotes, or \n stays two characters`,
		LanguageNode:   "const text = `POST ${path}\\n${clientId}.${requestTime}.${body}`;",
		LanguageDotNet: `var text = $"POST {path}\n{clientId}.{requestTime}.{body}";`,
		LanguageOther:  `text = "POST " + path + LF + clientId + "." + requestTime + "." + body`,
	},
	fixPath: {
		LanguageJava:   `String path = uri.getRawPath() + (uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery()); // of the URI that is called`,
		LanguageGo:     `path := request.URL.RequestURI() // of the request that is sent`,
		LanguagePython: `path = urlsplit(url)._replace(scheme="", netloc="", fragment="").geturl()  # of the URL that is called`,
		LanguagePHP:    `$path = preg_replace('#^https?://[^/]+#', '', $url); // of the URL that is called`,
		LanguageNode:   `const path = url.pathname + url.search; // of the URL that is called`,
		LanguageDotNet: `var path = request.RequestUri.PathAndQuery; // of the request that is sent`,
		LanguageOther:  `path = path and query of the URL that is called, character by character`,
	},
	fixClient: {
		LanguageJava:   `headers.put("Client-Id", clientId); // the variable that is in the string to sign`,
		LanguageGo:     `request.Header.Set("Client-Id", clientID) // the variable that is in the string to sign`,
		LanguagePython: `headers["Client-Id"] = client_id  # the variable that is in the string to sign`,
		LanguagePHP:    `$headers[] = 'Client-Id: ' . $clientId; // the variable that is in the string to sign`,
		LanguageNode:   `headers['Client-Id'] = clientId; // the variable that is in the string to sign`,
		LanguageDotNet: `request.Headers.Add("Client-Id", clientId); // the variable that is in the string to sign`,
		LanguageOther:  `header "Client-Id" = clientId   the value that is in the string to sign`,
	},
	fixTime: {
		LanguageJava:   `String requestTime = String.valueOf(System.currentTimeMillis()); // read once: sign it and send it`,
		LanguageGo:     `requestTime := strconv.FormatInt(time.Now().UnixMilli(), 10) // read once: sign it and send it`,
		LanguagePython: `request_time = str(int(time.time() * 1000))  # read once: sign it and send it`,
		LanguagePHP:    `$requestTime = (string) floor(microtime(true) * 1000); // read once: sign it and send it`,
		LanguageNode:   `const requestTime = String(Date.now()); // read once: sign it and send it`,
		LanguageDotNet: `var requestTime = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds().ToString(); // read once: sign it and send it`,
		LanguageOther:  `requestTime = milliseconds since 1970   read once: sign it and send it`,
	},
	fixBody: {
		LanguageJava:   `String body = mapper.writeValueAsString(order); // written once: sign it and send these very bytes`,
		LanguageGo:     `body, err := json.Marshal(order) // written once: sign it and send these very bytes`,
		LanguagePython: `body = json.dumps(order)  # written once: sign it, then send data=body.encode(), not json=order`,
		LanguagePHP:    `$body = json_encode($order); // written once: sign it and send these very bytes`,
		LanguageNode:   `const body = JSON.stringify(order); // written once: sign it and send these very bytes`,
		LanguageDotNet: `var body = JsonSerializer.Serialize(order); // written once: sign it, then new StringContent(body, Encoding.UTF8)`,
		LanguageOther:  `body = JSON text of the request   written once: sign it and send these very bytes`,
	},
	fixCharset: {
		LanguageJava:   `signer.update(text.getBytes(StandardCharsets.UTF_8));`,
		LanguageGo:     `digest := sha256.Sum256([]byte(text)) // Go strings are UTF-8 unless they were made otherwise`,
		LanguagePython: `key.sign(text.encode("utf-8"), padding.PKCS1v15(), hashes.SHA256())`,
		LanguagePHP:    `$text = mb_convert_encoding($text, 'UTF-8', mb_internal_encoding());`,
		LanguageNode:   `signer.update(text, 'utf8');`,
		LanguageDotNet: `var bytes = Encoding.UTF8.GetBytes(text);`,
		LanguageOther:  `bytes = text in UTF-8`,
	},
	fixHash: {
		LanguageJava:   `Signature signer = Signature.getInstance("SHA256withRSA");`,
		LanguageGo:     `signature, err := rsa.SignPKCS1v15(rand.Reader, key, crypto.SHA256, digest[:])`,
		LanguagePython: `signature = key.sign(text.encode(), padding.PKCS1v15(), hashes.SHA256())`,
		LanguagePHP:    `openssl_sign($text, $signature, $privateKey, OPENSSL_ALGO_SHA256);`,
		LanguageNode:   `const signature = createSign('RSA-SHA256').update(text).sign(privateKey);`,
		LanguageDotNet: `var signature = rsa.SignData(bytes, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);`,
		LanguageOther:  `signature = RSASSA-PKCS1-v1_5 with SHA-256 over text`,
	},
	fixEncoding: {
		LanguageJava:   `String value = URLEncoder.encode(Base64.getEncoder().encodeToString(signature), "UTF-8");`,
		LanguageGo:     `value := url.QueryEscape(base64.StdEncoding.EncodeToString(signature))`,
		LanguagePython: `value = quote_plus(base64.b64encode(signature))`,
		LanguagePHP:    `$value = urlencode(base64_encode($signature));`,
		LanguageNode:   `const value = encodeURIComponent(signature.toString('base64'));`,
		LanguageDotNet: `var value = WebUtility.UrlEncode(Convert.ToBase64String(signature));`,
		LanguageOther:  `value = URL-encode(base64(signature))   each once`,
	},
	fixHeader: {
		LanguageJava:   `headers.put("Signature", "algorithm=RSA256,keyVersion=1,signature=" + value);`,
		LanguageGo:     `request.Header.Set("Signature", "algorithm=RSA256,keyVersion=1,signature="+value)`,
		LanguagePython: `headers["Signature"] = f"algorithm=RSA256,keyVersion=1,signature={value}"`,
		LanguagePHP:    `$headers[] = "Signature: algorithm=RSA256,keyVersion=1,signature={$value}";`,
		LanguageNode:   "headers.Signature = `algorithm=RSA256,keyVersion=1,signature=${value}`;",
		LanguageDotNet: `request.Headers.TryAddWithoutValidation("Signature", $"algorithm=RSA256,keyVersion=1,signature={value}");`,
		LanguageOther:  `header "Signature" = "algorithm=RSA256,keyVersion=1,signature=" + value`,
	},
	fixKey: {
		LanguageJava:   `AlipayClient client = new DefaultAlipayClient(gatewayUrl, merchantPrivateKey, antomPublicKey, clientId); // the private key of the public key registered for clientId`,
		LanguageGo:     `client := defaultAlipayClient.NewDefaultAlipayClient(gatewayURL, clientID, merchantPrivateKey, antomPublicKey) // the private key of the public key registered for clientID`,
		LanguagePython: `client = DefaultAlipayClient(gateway_url, client_id, merchant_private_key, antom_public_key)  # the private key of the public key registered for client_id`,
		LanguagePHP:    `$merchantPrivateKey = getenv('MERCHANT_PRIVATE_KEY'); // of the public key registered for $clientId`,
		LanguageNode:   `const privateKey = process.env.MERCHANT_PRIVATE_KEY; // of the public key registered for clientId`,
		LanguageDotNet: `var merchantPrivateKey = configuration["Antom:PrivateKey"]; // of the public key registered for clientId`,
		LanguageOther:  `privateKey = the one whose public key is registered for clientId`,
	},
	fixAntomKey: antomKeyLines,
}

// verifyingLines mend code that checks what Antom signed; kinds that are missing read as for signing.
var verifyingLines = map[fixKind]lines{
	fixPath: {
		LanguageJava:   `String path = request.getRequestURI(); // of the notification URL as registered, before any proxy rewrites it`,
		LanguageGo:     `path := r.RequestURI // of the notification URL as registered, before any proxy rewrites it`,
		LanguagePython: `path = request.full_path.rstrip("?")  # of the notification URL as registered, before any proxy rewrites it`,
		LanguagePHP:    `$path = $_SERVER['REQUEST_URI']; // of the notification URL as registered, before any proxy rewrites it`,
		LanguageNode:   `const path = req.originalUrl; // of the notification URL as registered, before any proxy rewrites it`,
		LanguageDotNet: `var path = Request.Path + Request.QueryString; // of the notification URL as registered, before any proxy rewrites it`,
		LanguageOther:  `path = path and query of the notification URL as registered`,
	},
	fixBody: {
		LanguageJava:   `byte[] body = request.getInputStream().readAllBytes(); // verify these bytes, parse them afterwards`,
		LanguageGo:     `body, err := io.ReadAll(r.Body) // verify these bytes, parse them afterwards`,
		LanguagePython: `body = request.get_data()  # verify these bytes, parse them afterwards`,
		LanguagePHP:    `$body = file_get_contents('php://input'); // verify these bytes, parse them afterwards`,
		LanguageNode:   `app.post('/notify', express.raw({ type: '*/*' }), verify); // req.body stays the bytes that came`,
		LanguageDotNet: `var body = await new StreamReader(Request.Body).ReadToEndAsync(); // verify this text, parse it afterwards`,
		LanguageOther:  `body = the bytes that came   verify them, parse them afterwards`,
	},
	fixAntomKey: antomKeyLines,
	fixKey:      antomKeyLines, // whichever key is wrong then, it is the one to check with
}

// antomKeyLines mend the key with which code checks what Antom signed.
var antomKeyLines = lines{
	LanguageJava:   `String antomPublicKey = System.getenv("ANTOM_PUBLIC_KEY"); // Antom's, from Key configuration; not your own`,
	LanguageGo:     `antomPublicKey := os.Getenv("ANTOM_PUBLIC_KEY") // Antom's, from Key configuration; not your own`,
	LanguagePython: `antom_public_key = os.environ["ANTOM_PUBLIC_KEY"]  # Antom's, from Key configuration; not your own`,
	LanguagePHP:    `$antomPublicKey = getenv('ANTOM_PUBLIC_KEY'); // Antom's, from Key configuration; not your own`,
	LanguageNode:   `const antomPublicKey = process.env.ANTOM_PUBLIC_KEY; // Antom's, from Key configuration; not your own`,
	LanguageDotNet: `var antomPublicKey = configuration["Antom:PublicKey"]; // Antom's, from Key configuration; not your own`,
	LanguageOther:  `antomPublicKey = Antom's, from Key configuration; not your own`,
}
