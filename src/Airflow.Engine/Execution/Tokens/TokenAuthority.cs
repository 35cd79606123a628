using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Airflow.Engine.Execution.Tokens;

/// <summary>
/// Makes and checks JSON Web Tokens signed with a shared key. Only the one algorithm it was made for is accepted, so that no token can choose
/// how it is checked.
/// </summary>
public sealed class TokenAuthority
{
    private const int MaxLength = 16 * 1024;
    private readonly TokenOptions options;
    private readonly TimeProvider clock;
    private readonly Func<byte[], byte[], byte[]> sign;
    private readonly byte[] secret;
    private readonly string header;

    /// <exception cref="AirflowException">The key is empty, or the algorithm is none that a shared key can sign with.</exception>
    public TokenAuthority(TokenOptions options, TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(options);
        this.options = options;
        this.clock = clock;
        secret = options.Secret.ToArray();
        if (secret.Length == 0)
        {
            throw new AirflowException("token_secret_missing", "Tokens cannot be signed with an empty key; set [api_auth] jwt_secret to the same text on all machines.");
        }

        sign = options.Algorithm switch
        {
            "HS256" => HMACSHA256.HashData,
            "HS384" => HMACSHA384.HashData,
            "HS512" => HMACSHA512.HashData,
            _ => throw new AirflowException("token_algorithm_unknown", $"[api_auth] jwt_algorithm is '{options.Algorithm}'; with a shared key it can be HS256, HS384 or HS512."),
        };
        header = Encode($$"""{"alg":"{{options.Algorithm}}","kid":"not-used","typ":"JWT"}""");
    }

    /// <summary>How long a token of a running try lasts.</summary>
    public TimeSpan Lifetime => options.Lifetime;

    /// <summary>The token that travels with a queued try.</summary>
    public string ForWorkload(Guid id) => Issue(id.ToString(), TokenScopes.Workload, options.WorkloadLifetime);

    /// <summary>The token of a running try.</summary>
    public string ForTry(Guid id) => Issue(id.ToString(), TokenScopes.Execution, options.Lifetime);

    /// <param name="subject">Whom it is about.</param>
    /// <param name="scope">What it is good for; null: it says nothing of that.</param>
    /// <param name="lifetime">How long it is good.</param>
    /// <param name="claims">What else it says.</param>
    public string Issue(string subject, string? scope, TimeSpan lifetime, JsonObject? claims = null)
    {
        var now = clock.GetUtcNow();
        var payload = claims?.DeepClone().AsObject() ?? [];
        payload["sub"] = subject;
        if (scope is not null)
        {
            payload["scope"] = scope;
        }

        payload["jti"] = Guid.CreateVersion7(now).ToString("N");
        payload["aud"] = options.Audiences[0];
        payload["iat"] = now.ToUnixTimeSeconds();
        payload["nbf"] = now.ToUnixTimeSeconds();
        payload["exp"] = (now + lifetime).ToUnixTimeSeconds();
        if (options.Issuer.Length > 0)
        {
            payload["iss"] = options.Issuer;
        }

        var signed = $"{header}.{Encode(payload.ToJsonString())}";
        return $"{signed}.{Base64Url.EncodeToString(sign(secret, Encoding.ASCII.GetBytes(signed)))}";
    }

    /// <summary>A key of 32 bytes that follows from the shared one, for something else than tokens: neither gives the other away.</summary>
    public byte[] KeyFor(string purpose) => HKDF.DeriveKey(HashAlgorithmName.SHA256, secret, 32, info: Encoding.UTF8.GetBytes(purpose));

    /// <summary>What the token says; null when it is not one of ours, not for us, or not good at this time.</summary>
    public TokenClaims? Check(string token) => Check(token, out _);

    /// <summary>The same, and whether it would be good if its time were not over.</summary>
    public TokenClaims? Check(string token, out bool isExpired)
    {
        isExpired = false;
        ArgumentNullException.ThrowIfNull(token);
        if (token.Length > MaxLength || token.Split('.') is not [var head, var body, var signature] || !IsSigned(head, body, signature)
            || Parse(head) is not { } heading || Text(heading, "alg") != options.Algorithm || heading.TryGetProperty("crit", out _)
            || Parse(body) is not { } payload)
        {
            return null;
        }

        var isForUs = IsAudience(payload) && (options.Issuer.Length == 0 || Text(payload, "iss") == options.Issuer);
        var subject = Text(payload, "sub") ?? "";
        if (!isForUs || (subject.Length == 0 && options.RequiresSubject))
        {
            return null;
        }

        var isInTime = IsInTime(payload, out var issued, out var expires);
        isExpired = !isInTime && clock.GetUtcNow() >= expires && expires > DateTimeOffset.MinValue;
        return isInTime ? new TokenClaims(subject, Text(payload, "scope") ?? TokenScopes.Execution, issued, expires, payload) : null;
    }

    private bool IsInTime(JsonElement payload, out DateTimeOffset issued, out DateTimeOffset expires)
    {
        var now = clock.GetUtcNow();
        issued = Time(payload, "iat") ?? now;
        expires = Time(payload, "exp") ?? DateTimeOffset.MinValue;
        var notBefore = Time(payload, "nbf") ?? issued;
        return now < expires + options.Leeway && now >= issued - options.Leeway && now >= notBefore - options.Leeway;
    }

    private bool IsSigned(string head, string body, string signature)
    {
        Span<byte> given = stackalloc byte[64];
        return Base64Url.IsValid(signature) && Base64Url.GetMaxDecodedLength(signature.Length) <= given.Length
            && Base64Url.TryDecodeFromChars(signature, given, out var length)
            && CryptographicOperations.FixedTimeEquals(given[..length], sign(secret, Encoding.UTF8.GetBytes($"{head}.{body}")));
    }

    private bool IsAudience(JsonElement payload) => payload.TryGetProperty("aud", out var audience) && audience.ValueKind switch
    {
        JsonValueKind.String => options.Audiences.Contains(audience.GetString(), StringComparer.Ordinal),
        JsonValueKind.Array => audience.EnumerateArray().Any(one => one.ValueKind == JsonValueKind.String && options.Audiences.Contains(one.GetString(), StringComparer.Ordinal)),
        _ => false,
    };

    private static JsonElement? Parse(string part)
    {
        try
        {
            var element = JsonElement.Parse(Base64Url.DecodeFromChars(part), new JsonDocumentOptions { AllowDuplicateProperties = false });
            return element.ValueKind == JsonValueKind.Object ? element : null;
        }
        catch (Exception exception) when (exception is JsonException or FormatException)
        {
            return null;
        }
    }

    private static string? Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static DateTimeOffset? Time(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var seconds) && Math.Abs(seconds) < 1e11
            ? DateTimeOffset.UnixEpoch.AddSeconds(seconds)
            : null;

    private static string Encode(string text) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(text));
}
