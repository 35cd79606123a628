using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace Airflow.Server.Api.Auth.Oidc;

/// <summary>The provider: its addresses and keys, the exchange of a code for tokens, and what those must be like.</summary>
internal sealed class OidcProvider
{
    private static readonly TimeSpan Leeway = TimeSpan.FromMinutes(1);

    /// <summary>Whoever sends tokens with unknown keys must not have us ask at every one.</summary>
    private static readonly TimeSpan BetweenRefreshes = TimeSpan.FromSeconds(10);

    /// <summary>Signatures with a key that the provider alone has; none that a client secret could make.</summary>
    private static readonly string[] Algorithms =
    [
        SecurityAlgorithms.RsaSha256, SecurityAlgorithms.RsaSha384, SecurityAlgorithms.RsaSha512, SecurityAlgorithms.RsaSsaPssSha256, SecurityAlgorithms.RsaSsaPssSha384,
        SecurityAlgorithms.RsaSsaPssSha512, SecurityAlgorithms.EcdsaSha256, SecurityAlgorithms.EcdsaSha384, SecurityAlgorithms.EcdsaSha512,
    ];

    private readonly OidcOptions options;
    private readonly HttpClient client;
    private readonly TimeProvider clock;
    private readonly HttpDocumentRetriever documents;
    private readonly Lock gate = new();
    private ConfigurationManager<OpenIdConnectConfiguration> configuration;
    private DateTimeOffset? refreshedAt;
    private readonly JsonWebTokenHandler handler = new() { MapInboundClaims = false };

    public OidcProvider(OidcOptions options, HttpClient client, TimeProvider clock)
    {
        this.options = options;
        this.client = client;
        this.clock = clock;
        documents = new HttpDocumentRetriever(client) { RequireHttps = options.Issuer.Scheme == Uri.UriSchemeHttps };
        configuration = NewConfiguration();
    }

    /// <summary>Where the browser is sent.</summary>
    /// <exception cref="OidcException">The provider does not answer.</exception>
    public async Task<string> AddressAsync(OidcAttempt attempt, byte[] key, string redirect, CancellationToken cancellationToken)
    {
        var known = await FindAsync(cancellationToken);
        (string Name, string Value)[] query =
        [
            ("response_type", "code"), ("client_id", options.ClientId), ("redirect_uri", redirect), ("scope", options.Scope), ("state", attempt.State), ("nonce", attempt.Nonce(key)),
            ("code_challenge", attempt.Challenge(key)), ("code_challenge_method", "S256"),
        ];
        var text = string.Join('&', query.Select(static one => $"{one.Name}={Uri.EscapeDataString(one.Value)}"));
        return $"{known.AuthorizationEndpoint}{(known.AuthorizationEndpoint.Contains('?', StringComparison.Ordinal) ? '&' : '?')}{text}";
    }

    /// <summary>Who it is that the provider gave this code for.</summary>
    /// <exception cref="OidcException">The provider refuses, does not answer, or what it answers is not to be trusted.</exception>
    public async Task<OidcIdentity> IdentifyAsync(string code, OidcAttempt attempt, byte[] key, string redirect, CancellationToken cancellationToken)
    {
        var known = await FindAsync(cancellationToken);
        var (idToken, accessToken) = await ExchangeAsync(known, code, attempt.Verifier(key), redirect, cancellationToken);
        var claims = await CheckAsync(idToken, known, cancellationToken);
        if (!FixedEquals(Text(claims, "nonce"), attempt.Nonce(key)))
        {
            throw new OidcException("the token was made for another login");
        }

        var more = Text(claims, options.UsernameClaim).Length > 0 && OidcClaims.Find(claims, options.GroupsClaim) is not null
            ? claims
            : await UserInfoAsync(known, accessToken, Text(claims, "sub"), cancellationToken);
        return OidcClaims.Identify(claims, more, options);
    }

    private async Task<OpenIdConnectConfiguration> FindAsync(CancellationToken cancellationToken)
    {
        OpenIdConnectConfiguration known;
        try
        {
            known = await Volatile.Read(ref configuration).GetConfigurationAsync(cancellationToken);
        }
        catch (InvalidOperationException exception)
        {
            throw new OidcException("the provider does not answer", exception);
        }

        return known.Issuer.TrimEnd('/') == options.Issuer.OriginalString.TrimEnd('/') && known.AuthorizationEndpoint is { Length: > 0 } && known.TokenEndpoint is { Length: > 0 }
            ? known
            : throw new OidcException("the provider calls itself otherwise than [oidc] issuer does");
    }

    private async Task<(string IdToken, string AccessToken)> ExchangeAsync(
        OpenIdConnectConfiguration known, string code, string verifier, string redirect, CancellationToken cancellationToken)
    {
        var fields = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["grant_type"] = "authorization_code",
            ["code"] = code,
            ["redirect_uri"] = redirect,
            ["client_id"] = options.ClientId,
            ["code_verifier"] = verifier,
        };
        using var request = new HttpRequestMessage(HttpMethod.Post, known.TokenEndpoint);
        if (options.ClientSecret.Length > 0)
        {
            if (known.TokenEndpointAuthMethodsSupported is { Count: > 0 } methods && !methods.Contains("client_secret_basic") && methods.Contains("client_secret_post"))
            {
                fields["client_secret"] = options.ClientSecret;
            }
            else
            {
                var pair = $"{Uri.EscapeDataString(options.ClientId)}:{Uri.EscapeDataString(options.ClientSecret)}";
                request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(pair)));
            }
        }

        request.Content = new FormUrlEncodedContent(fields);
        var answer = await AskAsync(request, "the provider does not take the code", cancellationToken);
        return (Text(answer, "id_token"), Text(answer, "access_token"));
    }

    /// <summary>A signature of no key that we know may be one of a new key: then the keys are read again, once.</summary>
    private async Task<JsonElement> CheckAsync(string token, OpenIdConnectConfiguration known, CancellationToken cancellationToken)
    {
        var result = await handler.ValidateTokenAsync(token, Rules(known));
        if (result.Exception is SecurityTokenInvalidSignatureException)
        {
            Forget();
            result = await handler.ValidateTokenAsync(token, Rules(await FindAsync(cancellationToken)));
        }

        if (!result.IsValid || result.SecurityToken is not JsonWebToken valid)
        {
            throw new OidcException("the provider's token is not valid", result.Exception);
        }

        var claims = JsonElement.Parse(Base64UrlEncoder.Decode(valid.EncodedPayload));
        var isForOthersToo = claims.TryGetProperty("aud", out var audience) && audience.ValueKind == JsonValueKind.Array && audience.GetArrayLength() > 1;
        var party = Text(claims, "azp");
        return Text(claims, "sub").Length > 0 && (party.Length == 0 ? !isForOthersToo : party == options.ClientId)
            ? claims
            : throw new OidcException("the provider's token was made for another program");
    }

    /// <summary>The next who asks waits for what the provider says now; asked to refresh, the manager would give out the old keys once more meanwhile.</summary>
    private void Forget()
    {
        lock (gate)
        {
            var now = clock.GetUtcNow();
            if (refreshedAt is not { } last || now - last >= BetweenRefreshes)
            {
                refreshedAt = now;
                configuration = NewConfiguration();
            }
        }
    }

    private ConfigurationManager<OpenIdConnectConfiguration> NewConfiguration() =>
        new($"{options.Issuer.OriginalString.TrimEnd('/')}/.well-known/openid-configuration", new OpenIdConnectConfigurationRetriever(), documents);

    private TokenValidationParameters Rules(OpenIdConnectConfiguration known) => new()
    {
        ValidIssuer = known.Issuer,
        ValidAudience = options.ClientId,
        IssuerSigningKeys = known.SigningKeys,
        ValidAlgorithms = Algorithms,
        RequireSignedTokens = true,
        RequireExpirationTime = true,
        LifetimeValidator = (notBefore, expires, _, _) =>
        {
            var now = clock.GetUtcNow().UtcDateTime;

            // a token that names no beginning has the least time there is, from which nothing can be taken
            return expires is { } end && now - Leeway < end && (notBefore is not { } begin || now + Leeway >= begin);
        },
    };

    private async Task<JsonElement> UserInfoAsync(OpenIdConnectConfiguration known, string accessToken, string subject, CancellationToken cancellationToken)
    {
        if (string.IsNullOrEmpty(known.UserInfoEndpoint) || accessToken.Length == 0)
        {
            return JsonElement.Parse("{}");
        }

        using var request = new HttpRequestMessage(HttpMethod.Get, known.UserInfoEndpoint);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", accessToken);
        var info = await AskAsync(request, "the provider does not tell who it is", cancellationToken);
        return Text(info, "sub") == subject ? info : throw new OidcException("the provider tells of somebody else");
    }

    private async Task<JsonElement> AskAsync(HttpRequestMessage request, string problem, CancellationToken cancellationToken)
    {
        try
        {
            request.Headers.Accept.ParseAdd("application/json");
            using var answer = await client.SendAsync(request, cancellationToken);
            var body = await answer.Content.ReadAsStringAsync(cancellationToken);
            return answer.IsSuccessStatusCode && JsonElement.Parse(body) is { ValueKind: JsonValueKind.Object } json
                ? json
                : throw new OidcException($"{problem} ({(int)answer.StatusCode})");
        }
        catch (Exception exception) when (exception is HttpRequestException or JsonException || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            throw new OidcException(problem, exception);
        }
    }

    private static string Text(JsonElement json, string name) => OidcClaims.Text(json, name);

    private static bool FixedEquals(string one, string other) => CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(one), Encoding.UTF8.GetBytes(other));
}
