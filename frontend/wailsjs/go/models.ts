export namespace sandbox {
	
	export enum ErrorCode {
	    Conflict = "conflict",
	    Denied = "denied",
	    Internal = "internal",
	    Invalid = "invalid_argument",
	    NotFound = "not_found",
	    Starting = "starting",
	    Unavailable = "unavailable",
	}
	export enum PaymentStatus {
	    Cancelled = "CANCELLED",
	    Fail = "FAIL",
	    Pending = "PENDING",
	    Processing = "PROCESSING",
	    Success = "SUCCESS",
	}
	export enum ResultStatus {
	    F = "F",
	    S = "S",
	    U = "U",
	}
	export enum RetryPreset {
	    Adyen = "adyen",
	    Compressed = "compressed",
	    None = "none",
	    Production = "production",
	    Stripe = "stripe",
	    StripeSandbox = "stripe_sandbox",
	}
	export enum Topic {
	    Endpoint = "endpoint",
	    Environment = "environment",
	    Exchange = "exchange",
	    Notification = "notification",
	    Object = "object",
	    Payment = "payment",
	    Refund = "refund",
	    Resync = "resync",
	    Server = "server",
	}

}

export namespace services {
	
	export enum State {
	    Failed = "failed",
	    Ready = "ready",
	    Starting = "starting",
	}
	export interface APIKeyView {
	    id: string;
	    name: string;
	    kind: string;
	    prefix: string;
	    allowedApis: string[];
	    allowedIps: string[];
	    createdAt: string;
	    revokedAt: string;
	}
	export interface APIKeyList {
	    items: APIKeyView[];
	}
	
	export interface BodySample {
	    product: string;
	    title: string;
	    body: string;
	}
	export interface APISample {
	    api: string;
	    title: string;
	    samples: BodySample[];
	}
	export interface APIList {
	    apis: APISample[];
	    privateKeyKept: boolean;
	}
	
	export interface AdvanceInput {
	    environment: string;
	    millis: number;
	}
	export interface AmountView {
	    minor: string;
	    text: string;
	}
	export interface ArmLabInput {
	    environment: string;
	    kind: string;
	    url: string;
	    paymentId: string;
	    type: string;
	    copies: number;
	    millis: number;
	    percent: number;
	    count: number;
	    everyTry: boolean;
	    seed: number;
	    durationMinutes: number;
	}
	export interface ArmPresetInput {
	    environment: string;
	    preset: string;
	    url: string;
	    paymentId: string;
	    seed: number;
	}
	export interface ArmScenarioInput {
	    environment: string;
	    api: string;
	    product: string;
	    paymentMethod: string;
	    matchField: string;
	    matchValue: string;
	    resultCode: string;
	    latencyMillis: number;
	    fault: string;
	    faultStatus: number;
	    durationMinutes: number;
	    calls: number;
	    untilEnded: boolean;
	}
	export interface AttemptRow {
	    number: number;
	    acknowledged: boolean;
	    reason: string;
	    verdict: string;
	    at: string;
	    nextAt: string;
	    schedule: string;
	    marks: string[];
	    exchangeId: string;
	}
	export interface BatchInput {
	    id: string;
	}
	export interface BatchView {
	    id: string;
	    total: number;
	    waiting: number;
	    acknowledged: number;
	    abandoned: number;
	}
	export interface LogRow {
	    seq: string;
	    id: string;
	    environmentId: string;
	    kind: string;
	    startedAt: string;
	    durationMicros: number;
	    scheme: string;
	    method: string;
	    target: string;
	    api: string;
	    clientId: string;
	    httpStatus: number;
	    resultStatus: string;
	    resultCode: string;
	    requestId: string;
	    paymentId: string;
	    refundId: string;
	    notificationId: string;
	    amountMinor: string;
	    currency: string;
	    amountText: string;
	    verdict: string;
	    reason: string;
	    requestBytes: number;
	    responseBytes: number;
	}
	export interface BodyMatches {
	    items: LogRow[];
	    scanned: number;
	    reached: string;
	    more: boolean;
	}
	
	export interface BuyerInput {
	    paymentId: string;
	    environment: string;
	}
	export interface BuyerOutcome {
	    paymentId: string;
	    paymentStatus: string;
	    paymentResultCode: string;
	    redirectUrl: string;
	}
	export interface CapturePaymentInput {
	    environment: string;
	    paymentId: string;
	    amountMinor: string;
	    keepRest: boolean;
	}
	export interface ClockView {
	    now: string;
	    virtual: boolean;
	}
	export interface CreateAPIKeyInput {
	    environment: string;
	    name: string;
	    kind: string;
	    allowedApis: string[];
	    allowedIps: string[];
	}
	export interface CreatedAPIKey {
	    key: APIKeyView;
	    secret: string;
	}
	export interface CurlCommand {
	    command: string;
	}
	export interface DisputeInput {
	    environment: string;
	    disputeId: string;
	}
	export interface DisputeView {
	    disputeId: string;
	    paymentId: string;
	    paymentRequestId: string;
	    type: string;
	    status: string;
	    amountMinor: string;
	    currency: string;
	    amountText: string;
	    reasonCode: string;
	    reason: string;
	    source: string;
	    acceptReason: string;
	    judgedResult: string;
	    defenses: number;
	    createdAt: string;
	    defenseDueAt: string;
	    nextAt: string;
	    endedAt: string;
	}
	export interface DisputeList {
	    items: DisputeView[];
	}
	
	export interface DropQueueInput {
	    id: string;
	    firstOnly: boolean;
	}
	export interface TargetView {
	    id: string;
	    endpointId: string;
	    url: string;
	    types: string[];
	    signature: string;
	    otherPath: boolean;
	    state: string;
	    queued: number;
	    oldestQueued: string;
	    sent: number;
	    moreSent: boolean;
	    lastError: string;
	    failingSince: string;
	    createdAt: string;
	}
	export interface DropResult {
	    dropped: number;
	    target: TargetView;
	}
	export interface DueItem {
	    what: string;
	    id: string;
	    paymentId: string;
	    status: string;
	    detail: string;
	    at: string;
	}
	export interface DueList {
	    items: DueItem[];
	    more: boolean;
	}
	export interface EndLabInput {
	    environment: string;
	    id: string;
	}
	export interface EndpointInput {
	    id: string;
	}
	export interface HeaderView {
	    name: string;
	    value: string;
	}
	export interface StepView {
	    kind: string;
	    times: number;
	    delayMillis: number;
	    status: number;
	    headers: HeaderView[];
	    body: string;
	}
	export interface RuleView {
	    steps: StepView[];
	    repeat: boolean;
	}
	export interface EndpointView {
	    id: string;
	    builtIn: boolean;
	    environment: string;
	    name: string;
	    path: string;
	    url: string;
	    urlTls: string;
	    methods: string[];
	    key: string;
	    publicKey: string;
	    rule: RuleView;
	    maxBodyBytes: number;
	    answered: number;
	    nextStep: number;
	    captures: number;
	    moreCaptures: boolean;
	    lastCaptureId: string;
	    lastCaptureAt: string;
	    targets: TargetView[];
	}
	export interface EndpointList {
	    items: EndpointView[];
	    origin: string;
	    originTls: string;
	    types: string[];
	}
	export interface EndpointRef {
	    id: string;
	    builtIn: boolean;
	    name: string;
	    path: string;
	    deleted: boolean;
	    kind: string;
	    step: number;
	    steps: number;
	    delayMillis: number;
	}
	
	export interface EnvironmentInput {
	    environment: string;
	}
	export interface EnvironmentSettings {
	    requestTimeToleranceSeconds: number;
	    unsignedRejections: boolean;
	    strict: boolean;
	    settlementStrategyRequired: boolean;
	    declinedCardCode: string;
	    declinedWalletCode: string;
	    expiredPaymentCode: string;
	    singleCaptureOnly: boolean;
	    notifyExpiredAuthorization: boolean;
	    pendingSeconds: number;
	    authenticationRequiredCard: string;
	    invalidCodeSuffix: string;
	    expiredCodeSuffix: string;
	    confirmCodeSuffix: string;
	    wrongOtp: string;
	    notificationDelaySeconds: number;
	    notificationDelayMaxSeconds: number;
	    notificationDelaySeed: number;
	    notifySubscriptionCancel: boolean;
	    taxRateBasisPoints: number;
	    openingBalanceMinor: string;
	    consentMinutes: number;
	    authCodeMinutes: number;
	    accessTokenDays: number;
	    refreshTokenDays: number;
	    disputeAmountMinor: string;
	    disputeDefenseDays: number;
	    disputeJudgementDays: number;
	    disputeOutcome: string;
	    subscriptionAcceleration: string;
	    failingDeductionMinor: string;
	    deductionRetries: number;
	    retrySchedule: string;
	}
	export interface EnvironmentTime {
	    now: string;
	    realNow: string;
	    frozen: boolean;
	    virtual: boolean;
	    offsetMillis: number;
	    nextDue: string;
	}
	export interface EnvironmentView {
	    id: string;
	    kind: string;
	    clientId: string;
	    hasKeys: boolean;
	}
	export interface ExportCount {
	    rows: number;
	    more: boolean;
	    limit: number;
	}
	export interface ExportDone {
	    saved: boolean;
	    path: string;
	    rows: number;
	    more: boolean;
	}
	export interface ExportInput {
	    environment: string;
	    log: string;
	    query: string;
	    format: string;
	    limit: number;
	}
	export interface ExportPaymentsInput {
	    environment: string;
	    status: string;
	    method: string;
	    currency: string;
	    from: string;
	    until: string;
	    query: string;
	    format: string;
	    limit: number;
	}
	export interface ForwardTry {
	    exchangeId: string;
	    httpStatus: number;
	    repeat: number;
	    reason: string;
	    at: string;
	}
	export interface ForwardView {
	    id: string;
	    targetId: string;
	    url: string;
	    status: string;
	    repeats: number;
	    endedAt: string;
	    httpStatus: number;
	    reason: string;
	    attempts: ForwardTry[];
	}
	export interface GenerateKeysInput {
	    environment: string;
	    keepPrivate: boolean;
	}
	
	export interface ImportKeysInput {
	    environment: string;
	    clientId: string;
	    publicKey: string;
	    privateKey: string;
	    keepPrivate: boolean;
	}
	export interface JudgeDisputeInput {
	    environment: string;
	    disputeId: string;
	    forMerchant: boolean;
	}
	export interface MerchantKeyRow {
	    id: string;
	    version: number;
	    publicKey: string;
	    source: string;
	    createdAt: string;
	    retiredAt: string;
	    privateKept: boolean;
	}
	export interface KeysView {
	    environment: string;
	    clientId: string;
	    merchantPublicKey: string;
	    keyVersion: number;
	    antomPublicKey: string;
	    gateway: string;
	    gatewayTls: string;
	    listener: string;
	    history: MerchantKeyRow[];
	    merchantPrivateKey: string;
	    merchantPrivateKeyPkcs1: string;
	    privateKept: boolean;
	    warnings: string[];
	}
	export interface LabFaultView {
	    id: string;
	    kind: string;
	    preset: string;
	    url: string;
	    paymentId: string;
	    type: string;
	    copies: number;
	    millis: number;
	    percent: number;
	    count: number;
	    everyTry: boolean;
	    seed: number;
	    matched: number;
	    touched: number;
	    endsAt: string;
	    createdAt: string;
	    endedAt: string;
	    armed: boolean;
	}
	export interface LabFaultList {
	    items: LabFaultView[];
	}
	
	export interface LabLog {
	    seed: number;
	    lines: string[];
	    more: boolean;
	}
	export interface LabLogInput {
	    environment: string;
	    id: string;
	}
	export interface LabPreset {
	    name: string;
	    faults: string[];
	    after: string;
	}
	export interface LabPresetList {
	    items: LabPreset[];
	}
	export interface ListDisputesInput {
	    environment: string;
	    paymentId: string;
	}
	export interface ListLogsInput {
	    environment: string;
	    log: string;
	    query: string;
	    beforeSeq: string;
	    afterSeq: string;
	    limit: number;
	}
	export interface ListMerchantsInput {
	
	}
	export interface ListPaymentsInput {
	    environment: string;
	    status: string;
	    method: string;
	    currency: string;
	    from: string;
	    until: string;
	    query: string;
	    beforeSeq: string;
	    limit: number;
	}
	export interface ListPresetsInput {
	
	}
	export interface LogEntry {
	    row: LogRow;
	    requestTime: string;
	    keyVersion: string;
	    skewMillis: number;
	    remoteAddr: string;
	    warnings: string[];
	    requestHead: string;
	    requestBody: string;
	    responseHead: string;
	    responseBody: string;
	    signedPrefix: string;
	    answerSignedPrefix: string;
	    attempts: AttemptRow[];
	    notificationStatus: string;
	    endpoint: EndpointRef;
	    forwards: ForwardView[];
	}
	export interface LogEntryInput {
	    id: string;
	}
	export interface LogField {
	    name: string;
	    alias: string;
	    form: string;
	    values: string[];
	}
	export interface LogGrammar {
	    fields: LogField[];
	}
	export interface LogGrammarInput {
	    log: string;
	}
	export interface LogPage {
	    items: LogRow[];
	    more: boolean;
	}
	
	
	export interface MerchantView {
	    id: string;
	    name: string;
	    environments: EnvironmentView[];
	}
	export interface MerchantList {
	    accounts: MerchantView[];
	}
	
	export interface MethodInput {
	    environment: string;
	    type: string;
	}
	export interface MethodRule {
	    type: string;
	    category: string;
	    countries: string[];
	    currencies: string[];
	    minAmount: string;
	    maxAmount: string;
	    enforceLimits: boolean;
	    refund: boolean;
	    partialRefund: boolean;
	    refundWindowDays: number;
	    syncRefund: boolean;
	    oneTime: boolean;
	    autoDebit: boolean;
	    subscription: boolean;
	    expirySeconds: number;
	    pending: boolean;
	    confirmed: boolean;
	}
	export interface MethodView {
	    rule: MethodRule;
	    default: MethodRule;
	    changed: string[];
	    minText: string;
	    maxText: string;
	}
	export interface MethodList {
	    items: MethodView[];
	}
	
	
	export interface NotificationInput {
	    id: string;
	}
	export interface NotificationView {
	    id: string;
	    type: string;
	    paymentId: string;
	    refundId: string;
	    url: string;
	    origin: string;
	    resendOf: string;
	    status: string;
	    held: boolean;
	    nextAttemptAt: string;
	    createdAt: string;
	    body: string;
	    attempts: AttemptRow[];
	    resends: string[];
	}
	export interface NotificationList {
	    items: NotificationView[];
	}
	export interface NotificationSample {
	    type: string;
	    title: string;
	    body: string;
	}
	export interface NotificationSamples {
	    items: NotificationSample[];
	}
	export interface NotificationURLRow {
	    type: string;
	    url: string;
	}
	export interface NotificationURLs {
	    rows: NotificationURLRow[];
	    builtIn: string;
	}
	
	export interface OpenDisputeInput {
	    environment: string;
	    paymentId: string;
	    type: string;
	    reasonCode: string;
	    reason: string;
	    amountMinor: string;
	    resolved: boolean;
	}
	export interface PauseTargetInput {
	    id: string;
	    paused: boolean;
	}
	export interface PaymentNotification {
	    id: string;
	    type: string;
	    status: string;
	    attempts: number;
	    nextAttemptAt: string;
	    createdAt: string;
	    exchangeId: string;
	    reason: string;
	}
	export interface PaymentEvent {
	    what: string;
	    at: string;
	    id: string;
	    requestId: string;
	    status: string;
	    amountText: string;
	    note: string;
	}
	export interface PaymentMoney {
	    decimals: number;
	    authorised: AmountView;
	    captured: AmountView;
	    refunded: AmountView;
	    captureLeft: AmountView;
	    refundLeft: AmountView;
	}
	export interface PaymentRow {
	    seq: string;
	    paymentId: string;
	    paymentRequestId: string;
	    status: string;
	    amountMinor: string;
	    currency: string;
	    amountText: string;
	    paymentMethodType: string;
	    createdAt: string;
	    paidAt: string;
	    resultCode: string;
	    walletUrl: string;
	}
	export interface PaymentDetail {
	    row: PaymentRow;
	    productCode: string;
	    resultMessage: string;
	    referenceOrderId: string;
	    orderDescription: string;
	    merchantName: string;
	    redirectUrl: string;
	    notifyUrl: string;
	    cardBrand: string;
	    cardNumber: string;
	    buyerAction: string;
	    expiresAt: string;
	    heldUntil: string;
	    hold: string;
	    money: PaymentMoney;
	    allowed: string[];
	    events: PaymentEvent[];
	    notifications: PaymentNotification[];
	    calls: LogRow[];
	    moreCalls: boolean;
	}
	
	export interface PaymentInput {
	    environment: string;
	    paymentId: string;
	}
	
	
	export interface PaymentNotificationsInput {
	    environment: string;
	    paymentId: string;
	}
	export interface PaymentPage {
	    items: PaymentRow[];
	    more: boolean;
	}
	
	export interface PreviewFault {
	    field: string;
	    line: number;
	    message: string;
	}
	export interface PreviewInput {
	    environment: string;
	    id: string;
	    path: string;
	    rule: RuleView;
	}
	export interface PreviewStep {
	    head: string;
	    body: string;
	    delayMillis: number;
	    faults: PreviewFault[];
	}
	export interface PreviewResult {
	    sampleId: string;
	    steps: PreviewStep[];
	}
	
	export interface RefundPaymentInput {
	    environment: string;
	    paymentId: string;
	    amountMinor: string;
	    reason: string;
	}
	export interface ResendCount {
	    count: number;
	    most: number;
	    more: boolean;
	}
	export interface ResendFilter {
	    environment: string;
	    query: string;
	    paymentId: string;
	    status: string;
	}
	export interface ResendInput {
	    id: string;
	    mode: string;
	    url: string;
	    body: string;
	}
	export interface ResendManyInput {
	    filter: ResendFilter;
	    mode: string;
	}
	export interface RestartServerInput {
	    name: string;
	    address: string;
	}
	export interface RevokeAPIKeyInput {
	    id: string;
	}
	export interface RevokedAPIKey {
	    id: string;
	}
	
	export interface SaveEndpointInput {
	    environment: string;
	    id: string;
	    name: string;
	    path: string;
	    methods: string[];
	    key: string;
	    publicKey: string;
	    rule: RuleView;
	    maxBodyBytes: number;
	}
	export interface SaveMethodInput {
	    environment: string;
	    rule: MethodRule;
	}
	export interface SaveSettingsInput {
	    environment: string;
	    settings: EnvironmentSettings;
	}
	export interface SaveTargetInput {
	    endpointId: string;
	    id: string;
	    url: string;
	    types: string[];
	    signature: string;
	}
	export interface ScenarioCode {
	    code: string;
	    status: string;
	    message: string;
	}
	export interface ScenarioCodes {
	    api: string;
	    codes: ScenarioCode[];
	}
	export interface ScenarioCodesInput {
	    api: string;
	}
	export interface ScenarioInput {
	    id: string;
	}
	export interface ScenarioView {
	    id: string;
	    api: string;
	    product: string;
	    paymentMethod: string;
	    matchField: string;
	    matchValue: string;
	    resultCode: string;
	    resultStatus: string;
	    resultMessage: string;
	    latencyMillis: number;
	    fault: string;
	    faultStatus: number;
	    callsLeft: number;
	    endsAt: string;
	    createdAt: string;
	    endedAt: string;
	    armed: boolean;
	}
	export interface ScenarioList {
	    items: ScenarioView[];
	}
	export interface ScenarioOptions {
	    apis: string[];
	    products: string[];
	    paymentMethods: string[];
	}
	
	export interface SearchBodiesInput {
	    environment: string;
	    log: string;
	    query: string;
	    text: string;
	    beforeSeq: string;
	}
	export interface SendInput {
	    environment: string;
	    api: string;
	    product: string;
	    body: string;
	    privateKey: string;
	    transport: string;
	}
	export interface SendNotificationInput {
	    environment: string;
	    type: string;
	    url: string;
	    body: string;
	}
	export interface SendResult {
	    exchangeId: string;
	    url: string;
	    httpStatus: number;
	    durationMicros: number;
	    resultStatus: string;
	    resultCode: string;
	    resultMessage: string;
	    verdict: string;
	    reason: string;
	    requestHead: string;
	    requestBody: string;
	    responseHead: string;
	    responseBody: string;
	    stringToSign: string;
	    answerStringToSign: string;
	    normalUrl: string;
	    paymentId: string;
	}
	export interface ServerStatus {
	    name: string;
	    address: string;
	    origin: string;
	    off: boolean;
	    problem: string;
	    remedy: string;
	}
	export interface SetClockInput {
	    environment: string;
	    time: string;
	}
	export interface SetURLInput {
	    environment: string;
	    type: string;
	    url: string;
	}
	export interface SettingsView {
	    settings: EnvironmentSettings;
	    defaults: EnvironmentSettings;
	}
	export interface SignMessageInput {
	    environment: string;
	    path: string;
	    clientId: string;
	    requestTime: string;
	    keyVersion: string;
	    body: string;
	    privateKey: string;
	}
	export interface SignatureParam {
	    name: string;
	    value: string;
	}
	export interface SignatureCause {
	    code: string;
	    clause: string;
	    params: SignatureParam[];
	}
	export interface SignatureDiff {
	    offset: number;
	    part: string;
	    before: string;
	    seen: string;
	    signed: string;
	    after: string;
	    seenHex: string;
	    signedHex: string;
	    cut: boolean;
	}
	export interface SignatureFix {
	    language: string;
	    line: string;
	}
	
	export interface SignatureSDK {
	    language: string;
	    name: string;
	    official: boolean;
	}
	export interface SignatureReport {
	    verified: boolean;
	    sentence: string;
	    causes: SignatureCause[];
	    proven: boolean;
	    seen: string;
	    signed: string;
	    cut: boolean;
	    hasDiff: boolean;
	    diff: SignatureDiff;
	    sdk: SignatureSDK;
	    fixKind: string;
	    fixes: SignatureFix[];
	    keyNotes: string[];
	}
	
	export interface SignedMessage {
	    headers: string;
	    signature: string;
	    stringToSign: string;
	    keyNotes: string[];
	    report: SignatureReport;
	}
	export interface Status {
	    state: string;
	    problem: string;
	    problemCode: string;
	    remedy: string;
	    version: string;
	    dataFolder: string;
	    clock: ClockView;
	    servers: ServerStatus[];
	    warnings: string[];
	    caFile: string;
	}
	export interface StatusInput {
	
	}
	
	export interface TargetInput {
	    id: string;
	}
	
	export interface TestResult {
	    requestId: string;
	    httpStatus: number;
	    durationMicros: number;
	    head: string;
	    body: string;
	    reason: string;
	}
	export interface VerifySignatureInput {
	    signer: string;
	    method: string;
	    path: string;
	    headers: string;
	    body: string;
	    publicKey: string;
	}
	export interface WaitInput {
	    environment: string;
	    kind: string;
	    type: string;
	    paymentId: string;
	    requestId: string;
	    resultStatus: string;
	    resultCode: string;
	    verdict: string;
	    endpoint: string;
	    httpStatus: number;
	    sinceSeq: string;
	    sinceTime: string;
	    count: number;
	    timeoutMillis: number;
	}
	export interface WaitResult {
	    items: LogRow[];
	    complete: boolean;
	    cursor: string;
	}

}

export namespace signature {
	
	export enum Code {
	    AfterClient = "afterClient",
	    AfterPath = "afterPath",
	    AfterTime = "afterTime",
	    AlgorithmMissing = "algorithmMissing",
	    AlgorithmName = "algorithmName",
	    AntomKeyNotUsed = "antomKeyNotUsed",
	    AntomKeyRegistered = "antomKeyRegistered",
	    BackslashN = "backslashN",
	    Base64Padding = "base64Padding",
	    Base64Twice = "base64Twice",
	    Base64Url = "base64Url",
	    BodyAlone = "bodyAlone",
	    BodyBomSent = "bodyBomSent",
	    BodyBomSigned = "bodyBomSigned",
	    BodyCharset = "bodyCharset",
	    BodyCompact = "bodyCompact",
	    BodyCrlfSent = "bodyCrlfSent",
	    BodyCrlfSigned = "bodyCrlfSigned",
	    BodyEmpty = "bodyEmpty",
	    BodyEmptyObject = "bodyEmptyObject",
	    BodyHtmlEscaped = "bodyHtmlEscaped",
	    BodyHtmlPlain = "bodyHtmlPlain",
	    BodyIndented = "bodyIndented",
	    BodyLineEnd = "bodyLineEnd",
	    BodyQuoted = "bodyQuoted",
	    BodyReserialised = "bodyReserialised",
	    BodySlashEscaped = "bodySlashEscaped",
	    BodySlashPlain = "bodySlashPlain",
	    BodySorted = "bodySorted",
	    BodySpaced = "bodySpaced",
	    BodyTrimmed = "bodyTrimmed",
	    BodyUnicodeEscaped = "bodyUnicodeEscaped",
	    BodyUnicodeRaw = "bodyUnicodeRaw",
	    ClientEmpty = "clientEmpty",
	    ClientMissing = "clientMissing",
	    ClientOther = "clientOther",
	    ClientWithoutSandbox = "clientWithoutSandbox",
	    CrlfAfterPath = "crlfAfterPath",
	    DoubleHash = "doubleHash",
	    DoubleSlashCleaned = "doubleSlashCleaned",
	    EncodedTwice = "encodedTwice",
	    FullUrl = "fullUrl",
	    Hash = "hash",
	    HeaderBare = "headerBare",
	    HeaderEncoded = "headerEncoded",
	    HeaderKeyVersion = "headerKeyVersion",
	    HeaderMissing = "headerMissing",
	    HeaderNoValue = "headerNoValue",
	    HeaderQuoted = "headerQuoted",
	    HeaderSeparator = "headerSeparator",
	    HeaderTwice = "headerTwice",
	    HeaderUnreadable = "headerUnreadable",
	    Hex = "hex",
	    KeyAccount = "keyAccount",
	    KeyAntom = "keyAntom",
	    KeyEnvironment = "keyEnvironment",
	    KeyLength = "keyLength",
	    KeyMerchant = "keyMerchant",
	    KeyNewer = "keyNewer",
	    KeyNone = "keyNone",
	    KeyRegistered = "keyRegistered",
	    KeyRetired = "keyRetired",
	    KeyUnknown = "keyUnknown",
	    LeadingSlashMissing = "leadingSlashMissing",
	    LineEnds = "lineEnds",
	    MethodLower = "methodLower",
	    MethodMissing = "methodMissing",
	    MethodOther = "methodOther",
	    NoHash = "noHash",
	    NotBase64 = "notBase64",
	    OtherBytes = "otherBytes",
	    OtherBytesLarge = "otherBytesLarge",
	    OwnKey = "ownKey",
	    PathDecoded = "pathDecoded",
	    PathOther = "pathOther",
	    PathPrefixMissing = "pathPrefixMissing",
	    PercentBroken = "percentBroken",
	    PlusLost = "plusLost",
	    Pss = "pss",
	    QueryMissing = "queryMissing",
	    RawDigest = "rawDigest",
	    SandboxExtra = "sandboxExtra",
	    SandboxMissing = "sandboxMissing",
	    TimeBeforeClient = "timeBeforeClient",
	    TimeEmpty = "timeEmpty",
	    TimeFormat = "timeFormat",
	    TimeMissing = "timeMissing",
	    TimeOther = "timeOther",
	    TimeUnreadable = "timeUnreadable",
	    TrailingSlashExtra = "trailingSlashExtra",
	    TrailingSlashMissing = "trailingSlashMissing",
	}
	export enum Form {
	    Compact = "compact",
	    HtmlEscaped = "htmlEscaped",
	    HtmlPlain = "htmlPlain",
	    Indented1 = "indented1",
	    Indented2 = "indented2",
	    Indented3 = "indented3",
	    Indented4 = "indented4",
	    IndentedColons = "indentedColons",
	    IndentedTab = "indentedTab",
	    LineEnd = "lineEnd",
	    SlashEscaped = "slashEscaped",
	    SlashPlain = "slashPlain",
	    Sorted = "sorted",
	    Spaced = "spaced",
	    UnicodeEscaped = "unicodeEscaped",
	    UnicodeRaw = "unicodeRaw",
	}
	export enum KeyNote {
	    Armour = "armour",
	    Escaped = "escaped",
	    Label = "label",
	    LineBreaks = "lineBreaks",
	    Pkcs1 = "pkcs1",
	    Pkcs8 = "pkcs8",
	    PublicPkcs1 = "publicPkcs1",
	}

}

