<#
Makes a draft, lists the newest, and checks for answers. It cannot send: that takes a person's yes.

    examples/letter.ps1 socket ana@example.org "Hello" "Dear Ana, ..."    through the socket (the named pipe on Windows)
    examples/letter.ps1 post   ana@example.org "Hello" "Dear Ana, ..."    through POST /rpc

Needs PowerShell 7.3 and nothing else. The environment says where and as whom:
    ASSISTANT_DATA    for socket: the data folder, as `assistant status` shows it; any command starts its host
    ASSISTANT_KEY     a key with read and draft: assistant token create --name letters --scope read,draft
    ASSISTANT_URL     for post: https://localhost:PORT    } assistant web status
    ASSISTANT_CACERT  for post: the authority's file      } shows both
#>
param(
    [Parameter(Mandatory)][ValidateSet('socket', 'post')][string]$Door,
    [Parameter(Mandatory)][string]$To,
    [Parameter(Mandatory)][string]$Subject,
    [Parameter(Mandatory)][string]$Body
)
Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'

function Get-Result($Answer) {
    if ($Answer.PSObject.Properties['error']) { throw "$($Answer.error.code): $($Answer.error.message)" }
    $Answer.result
}

# One connection: a request is a line, and so is its answer.
function Open-Socket {
    $lock = Join-Path $env:ASSISTANT_DATA 'host.lock'
    if (-not (Test-Path $lock)) { throw "no host runs on $env:ASSISTANT_DATA`: assistant status starts it" }
    $endpoint = (Get-Content $lock | Where-Object { $_ -like 'endpoint=*' }).Substring(9)
    if ($IsWindows) {
        $stream = [System.IO.Pipes.NamedPipeClientStream]::new('.', $endpoint, 'InOut', 'CurrentUserOnly')
        $stream.Connect(5000)
    }
    else {
        $peer = [System.Net.Sockets.Socket]::new('Unix', 'Stream', 'Unspecified')
        $peer.Connect([System.Net.Sockets.UnixDomainSocketEndPoint]::new($endpoint))
        $stream = [System.Net.Sockets.NetworkStream]::new($peer, $true)
    }
    $utf8 = [System.Text.UTF8Encoding]::new($false)
    $script:reader = [System.IO.StreamReader]::new($stream, $utf8)
    $script:writer = [System.IO.StreamWriter]::new($stream, $utf8)
    $script:last = 0
    # The key is said once, and only what this script needs is kept of its rights.
    $hello = @{ client = @{ name = 'letter.ps1'; version = '1' }; scopes = @('read', 'draft') }
    if ($env:ASSISTANT_KEY) { $hello.clientKey = $env:ASSISTANT_KEY }
    Invoke-Socket 'initialize' $hello | Out-Null
}

function Invoke-Socket($Method, $Params) {
    $script:last++
    $request = @{ jsonrpc = '2.0'; id = $script:last; method = $Method; params = $Params }
    $script:writer.Write((ConvertTo-Json $request -Depth 10 -Compress) + "`n")
    $script:writer.Flush()
    while ($null -ne ($line = $script:reader.ReadLine())) {
        $answer = $line | ConvertFrom-Json
        # What has no id is a notification.
        if ($answer.PSObject.Properties['id'] -and $answer.id -eq $script:last) { return Get-Result $answer }
    }
    throw 'the host closed the connection'
}

# One request for each call, over TLS that trusts the host's own authority and no other.
function Open-Post {
    foreach ($name in 'ASSISTANT_URL', 'ASSISTANT_CACERT', 'ASSISTANT_KEY') {
        if (-not (Test-Path "env:$name")) { throw "$name is not set" }
    }
    $policy = [System.Security.Cryptography.X509Certificates.X509ChainPolicy]::new()
    $policy.TrustMode = 'CustomRootTrust'
    # The authority is this machine's own and publishes no list of what it took back.
    $policy.RevocationMode = 'NoCheck'
    $policy.CustomTrustStore.ImportFromPemFile($env:ASSISTANT_CACERT)
    $handler = [System.Net.Http.SocketsHttpHandler]::new()
    $handler.UseProxy = $false
    $handler.SslOptions.CertificateChainPolicy = $policy
    $script:http = [System.Net.Http.HttpClient]::new($handler)
    $script:http.DefaultRequestHeaders.Authorization = [System.Net.Http.Headers.AuthenticationHeaderValue]::new('Bearer', $env:ASSISTANT_KEY)
}

function Invoke-Post($Method, $Params) {
    $json = ConvertTo-Json @{ jsonrpc = '2.0'; id = 1; method = $Method; params = $Params } -Depth 10 -Compress
    $content = [System.Net.Http.StringContent]::new($json, [System.Text.Encoding]::UTF8, 'application/json')
    $answer = $script:http.PostAsync("$env:ASSISTANT_URL/rpc", $content).GetAwaiter().GetResult()
    $said = $answer.Content.ReadAsStringAsync().GetAwaiter().GetResult()
    if (-not $answer.IsSuccessStatusCode) { throw "$([int]$answer.StatusCode): $said" }
    Get-Result ($said | ConvertFrom-Json)
}

try {
    if ($Door -eq 'socket') { Open-Socket } else { Open-Post }
    $call = if ($Door -eq 'socket') { ${function:Invoke-Socket} } else { ${function:Invoke-Post} }
    $draft = & $call 'drafts/create' @{ to = @($To); subject = $Subject; body = $Body }
    "drafted: $($draft.id)"
    'newest drafts:'
    foreach ($each in (& $call 'drafts/list' @{ limit = 5 }).drafts) { "  $($each.subject)" }
    "checked: $(@((& $call 'tracking/check' @{}).found).Count) new"
}
catch {
    [Console]::Error.WriteLine($_.Exception.Message)
    exit 1
}
