<?php
// The backend for <rc-session proxy="/rc-api.php">. It signs users in at RingCentral and keeps
// their tokens, so pages hold none. Needs PHP 8.1 or later with OpenSSL and no packages. Copy it to
// /rc-api.php. Environment variables:
//
//   RC_CLIENT_ID, RC_CLIENT_SECRET   of a server-side web app (Authorization Code) with only the
//                                    permissions RingOut and Read Accounts
//   RC_REDIRECT_URI                  as registered: https://www.example.com/rc-api.php/signed-in
//   RC_SESSIONS                      a folder outside the site that only the web server can
//                                    read: it holds tokens
//   RC_SERVER                        default: https://platform.ringcentral.com
declare(strict_types=1);

$server = getenv('RC_SERVER') ?: 'https://platform.ringcentral.com';
$redirect = (string) getenv('RC_REDIRECT_URI');
if (!getenv('RC_CLIENT_ID') || !getenv('RC_CLIENT_SECRET') || !getenv('RC_SESSIONS') || !$redirect) {
    error_log('Set RC_CLIENT_ID, RC_CLIENT_SECRET, RC_REDIRECT_URI and RC_SESSIONS.');
    say(500, ['message' => 'This backend is not set up yet.']);
}

// Finish each request even if the browser disconnects: RingCentral's response may hold new tokens.
ignore_user_abort(true);
ini_set('display_errors', '0');

// Every request that the elements send. The backend refuses all others.
const EXTENSION = '/restapi/v1.0/account/~/extension/~';
const ONE_CALL = '/ring-out/(?!\.)(?:[\w.~-]|%3D)+';
const ALLOWED = [
    '#^GET $#D',
    '#^GET /(?:forwarding-number|phone-number|caller-id)$#D',
    '#^POST /ring-out$#D',
    '#^(?:GET|DELETE) ' . ONE_CALL . '$#D',
];

function is_allowed(string $method, string $path): bool
{
    $wanted = "$method " . substr($path, strlen(EXTENSION));
    $matching = array_filter(ALLOWED, fn (string $pattern) => preg_match($pattern, $wanted));
    return str_starts_with($path, EXTENSION) && $matching !== [];
}

// Headers of RingCentral's response that the page receives, besides status and body.
const PASSED_ON = '/^(?:content-type|retry-after|x-rate-limit-[\w-]+|rcrequestid):/i';

const LARGEST_BODY = 10_000;

function say(int $status, ?array $body = null): never
{
    http_response_code($status);
    header('Cache-Control: no-store');
    header('X-Content-Type-Options: nosniff');
    if ($body !== null) {
        header('Content-Type: application/json');
        echo json_encode($body, JSON_UNESCAPED_SLASHES);
    }
    exit;
}

function leave(string $location): never
{
    header("Location: $location");
    header('Referrer-Policy: no-referrer');
    say(303);
}

/** Opens this browser's session. PHP locks it: other requests wait until session_write_close(). */
function open_session(): void
{
    session_start([
        'name' => '__Host-rc-session', 'save_path' => getenv('RC_SESSIONS'), 'use_strict_mode' => true,
        'cookie_path' => '/', 'cookie_secure' => true, 'cookie_httponly' => true, 'cookie_samesite' => 'Lax',
        'gc_maxlifetime' => 7 * 86_400, 'gc_probability' => 1, 'gc_divisor' => 1000, 'cache_limiter' => '',
    ]);
}

/** Sends a request once. Returns status (0 = no response), header lines and body. */
function send(string $method, string $url, array $headers, string $body = ''): array
{
    $stream = @fopen($url, 'r', false, stream_context_create(['http' => [
        'method' => $method, 'header' => $headers, 'content' => $body, 'timeout' => 25, 'ignore_errors' => true,
        'follow_location' => 0, 'protocol_version' => 1.1,
    ]]));
    if (!$stream) {
        return [0, [], ''];
    }
    $text = (string) stream_get_contents($stream);
    $lines = stream_get_meta_data($stream)['wrapper_data'];
    return [(int) explode(' ', $lines[0])[1], array_slice($lines, 1), $text];
}

function oauth(string $what, array $fields): array
{
    global $server;
    return send('POST', "$server/restapi/oauth/$what", [
        'Content-Type: application/x-www-form-urlencoded', 'Accept: application/json',
        'Authorization: Basic ' . base64_encode(getenv('RC_CLIENT_ID') . ':' . getenv('RC_CLIENT_SECRET')),
    ], http_build_query($fields));
}

function keep(string $answer): void
{
    $tokens = json_decode($answer, true);
    $_SESSION['access'] = $tokens['access_token'];
    $_SESSION['refresh'] = $tokens['refresh_token'];
    $_SESSION['until'] = time() + $tokens['expires_in'] - 60;
}

function forget(): void
{
    unset($_SESSION['access'], $_SESSION['refresh'], $_SESSION['until'], $_SESSION['pause']);
}

/** A valid access token. A refresh token works once, so other requests wait at the session lock. */
function access(): string
{
    if ($_SESSION['until'] > time()) {
        return $_SESSION['access'];
    }
    $later = ['message' => 'RingCentral cannot renew the session just now. Try again in a moment.'];
    if (($_SESSION['pause'] ?? 0) > time()) {
        say(503, $later);
    }
    [$status, $lines, $text] = oauth('token', ['grant_type' => 'refresh_token', 'refresh_token' => $_SESSION['refresh']]);
    if ($status === 200) {
        keep($text);
        return $_SESSION['access'];
    }
    if ($status === 429) { // another request during the penalty extends it
        preg_match('/^retry-after:\s*(\d+)/im', implode("\n", $lines), $wait);
        $_SESSION['pause'] = time() + (int) ($wait[1] ?? 60);
    }
    if (!in_array($status, [400, 401, 403], true)) {
        say(503, $later);
    }
    forget();
    say(401, ['message' => 'Sign in again.']);
}

/** Redirects to RingCentral's sign-in page. `?to=/contacts` is the page to return to. */
function sign_in(string $server, string $redirect): never
{
    $_SESSION['state'] = bin2hex(random_bytes(32));
    $_SESSION['state_ends'] = time() + 600;
    $_SESSION['to'] = is_string($_GET['to'] ?? null) ? $_GET['to'] : '/';
    leave("$server/restapi/oauth/authorize?" . http_build_query([
        'response_type' => 'code', 'client_id' => getenv('RC_CLIENT_ID'), 'redirect_uri' => $redirect,
        'state' => $_SESSION['state'],
    ]));
}

/** RingCentral redirects the user here, with a code that is useless without the client secret. */
function signed_in(string $redirect): never
{
    ['state' => $state, 'state_ends' => $ends, 'to' => $to] = $_SESSION + ['state' => '', 'state_ends' => 0, 'to' => '/'];
    $given = $_GET['state'] ?? null;
    if (!is_string($given) || $ends < time() || !hash_equals($state, $given)) {
        say(400, ['message' => 'This sign-in did not begin in this browser, or took too long. Sign in again.']);
    }
    unset($_SESSION['state'], $_SESSION['state_ends'], $_SESSION['to']);
    // Stay on this site, whatever `to` says, and escape characters that a header cannot contain.
    $path = preg_replace_callback('/[^!-~]+/', fn (array $found) => rawurlencode($found[0]), $to);
    $back = preg_replace('!^(https?://[^/]+).*!', '$1', $redirect) . (str_starts_with($path, '/') ? $path : '/');
    if (!is_string($_GET['code'] ?? null)) { // the user declined
        leave($back);
    }
    [$status, , $text] = oauth('token', [
        'grant_type' => 'authorization_code', 'code' => $_GET['code'], 'redirect_uri' => $redirect,
    ]);
    if ($status !== 200) {
        error_log("RingCentral refused the sign-in: $status " . (json_decode($text, true)['errorCode'] ?? ''));
        say(502, ['message' => 'RingCentral did not accept the sign-in. Try again, or tell your administrator.']);
    }
    if (isset($_SESSION['refresh'])) {
        oauth('revoke', ['token' => $_SESSION['refresh']]);
    }
    // A new id, so that an id from before the sign-in is worth nothing. The old session stays,
    // without tokens: requests that wait for it would otherwise get new ids that replace this one.
    forget();
    session_regenerate_id();
    keep($text);
    leave($back);
}

/** Forwards an allowed request on behalf of the signed-in user. Never sends a request twice. */
function forward(string $url): never
{
    $token = access();
    session_write_close();
    $headers = ["Authorization: Bearer $token", 'Accept: application/json'];
    if (isset($_SERVER['HTTP_ACCEPT_LANGUAGE'])) {
        $headers[] = "Accept-Language: {$_SERVER['HTTP_ACCEPT_LANGUAGE']}";
    }
    $body = '';
    if ($_SERVER['REQUEST_METHOD'] === 'POST') {
        $body = (string) file_get_contents('php://input', false, null, 0, LARGEST_BODY);
        $headers[] = 'Content-Type: application/json';
    }
    $query = http_build_query(array_intersect_key($_GET, ['page' => 1, 'perPage' => 1]));
    [$status, $lines, $text] = send($_SERVER['REQUEST_METHOD'], $url . ($query ? "?$query" : ''), $headers, $body);
    if ($status === 0) {
        say(502, ['message' => 'RingCentral did not answer.']);
    }
    if ($status === 401) { // expire the token, so that the page's next request renews it
        open_session();
        if (($_SESSION['access'] ?? '') === $token) {
            $_SESSION['until'] = 0;
        }
    }
    foreach (preg_grep(PASSED_ON, $lines) as $line) {
        header($line);
    }
    echo $text;
    say($status);
}

$asked = substr(explode('?', $_SERVER['REQUEST_URI'])[0], strlen($_SERVER['SCRIPT_NAME']));
$request = "{$_SERVER['REQUEST_METHOD']} $asked";
open_session();
$_SESSION['csrf'] ??= bin2hex(random_bytes(32));

if ($request === 'GET /sign-in') {
    sign_in($server, $redirect);
}
if ($request === 'GET /signed-in') {
    signed_in($redirect);
}
if ($request === 'GET /session') {
    say(200, ['signedIn' => isset($_SESSION['access']), 'csrfToken' => $_SESSION['csrf']]);
}
if ($request !== 'POST /sign-out' && !is_allowed($_SERVER['REQUEST_METHOD'], $asked)) {
    say(403, ['message' => 'This backend does not pass that on.']);
}
if (!isset($_SESSION['access'])) {
    say(401, ['message' => 'Nobody is signed in.']);
}
if (!hash_equals($_SESSION['csrf'], $_SERVER['HTTP_X_CSRF_TOKEN'] ?? '')) {
    say(403, ['message' => 'The header X-CSRF-Token is missing or wrong.']);
}
if ($request === 'POST /sign-out') {
    oauth('revoke', ['token' => $_SESSION['refresh']]);
    forget();
    say(204);
}
forward($server . $asked);
