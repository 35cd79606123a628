using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Airflow.Server.Api.Auth.Oidc;

/// <summary>
/// A login that has begun: what the browser keeps, signed, until the provider sends it back. Verifier and nonce follow from the state and a
/// key of the servers, so that any of them can go on with what another began, and no browser ever holds the verifier.
/// </summary>
/// <param name="State">Random, once.</param>
/// <param name="Next">Where to go afterwards; empty: home.</param>
/// <param name="ExpiresAt">Until when.</param>
internal sealed record OidcAttempt(string State, string Next, DateTimeOffset ExpiresAt)
{
    /// <summary>What its cookies begin with; each attempt has one of its own, so that two pages can be logging in at once.</summary>
    public const string CookiePrefix = "_oidc_";

    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(10);

    private const int StateLength = 43;
    private const int NameLength = 16;

    public string Cookie => CookieOf(State);

    public static OidcAttempt Begin(string next, DateTimeOffset now) => new(Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32)), next, now + Lifetime);

    public static string CookieOf(string state) => CookiePrefix + state[..NameLength];

    public static bool IsState(string state) => state.Length == StateLength && state.All(static letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_');

    public string Nonce(byte[] key) => Sign(key, "nonce", State);

    /// <summary>The code verifier of PKCE.</summary>
    public string Verifier(byte[] key) => Sign(key, "verifier", State);

    /// <summary>What the provider is told of the verifier.</summary>
    public string Challenge(byte[] key) => Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(Verifier(key))));

    public string Write(byte[] key)
    {
        var body = Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(new[] { State, Next, ExpiresAt.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture) }));
        return $"{body}.{Sign(key, "cookie", body)}";
    }

    /// <summary>The attempt of this state that the browser kept; null when it kept none, or too long, or another wrote it.</summary>
    public static OidcAttempt? Read(string? cookie, string state, byte[] key, DateTimeOffset now)
    {
        if (cookie?.Split('.') is not [var body, var signature] || !CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(signature), Encoding.UTF8.GetBytes(Sign(key, "cookie", body))))
        {
            return null;
        }

        return JsonSerializer.Deserialize<string[]>(Base64Url.DecodeFromChars(body)) is [var kept, var next, var until]
            && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(kept), Encoding.UTF8.GetBytes(state))
            && DateTimeOffset.FromUnixTimeSeconds(long.Parse(until, CultureInfo.InvariantCulture)) is var expires && expires > now
                ? new OidcAttempt(kept, next, expires)
                : null;
    }

    private static string Sign(byte[] key, string purpose, string text) => Base64Url.EncodeToString(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes($"{purpose}:{text}")));
}
