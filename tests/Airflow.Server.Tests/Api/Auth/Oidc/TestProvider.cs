using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Airflow.Server.Tests.Api.Auth.Oidc;

/// <summary>A small OpenID Connect provider: it lets in whoever comes, and holds those who redeem a code to what the protocol says. Tests spoil what it answers.</summary>
internal sealed class TestProvider : IAsyncDisposable
{
    public const string ClientId = "airflow";
    public const string ClientSecret = "s3cr+t %";

    private readonly ConcurrentDictionary<string, (string Nonce, string Challenge, string Redirect)> codes = new(StringComparer.Ordinal);
    private readonly WebApplication application;
    private readonly ManualClock clock;

    private TestProvider(WebApplication application, ManualClock clock)
    {
        this.application = application;
        this.clock = clock;
    }

    public string Issuer => application.Urls.First();

    /// <summary>Whoever is at the keyboard.</summary>
    public JsonObject Person { get; } = new() { ["sub"] = "42", ["preferred_username"] = "ann", ["given_name"] = "Ann", ["family_name"] = "Lee", ["email"] = "ann@example.com", ["groups"] = new JsonArray("ops") };

    /// <summary>What user info says beside the subject; null: what the token says.</summary>
    public JsonObject? Info { get; set; }

    /// <summary>Changes the claims of a token before it is signed.</summary>
    public Action<JsonObject> Spoil { get; set; } = static _ => { };

    /// <summary>Changes a token after it is signed.</summary>
    public Func<string, string> Forge { get; set; } = static token => token;

    /// <summary>Signs tokens; the public part of it is published unless another is.</summary>
    public RSA Key { get; set; } = RSA.Create(2048);

    public RSA? PublishedKey { get; set; }

    /// <summary>What the key is called that tokens are signed with.</summary>
    public string KeyId { get; set; } = "k";

    /// <summary>What the published key is called; null: as the other.</summary>
    public string? PublishedKeyId { get; set; }

    /// <summary>How often the keys were read.</summary>
    public int KeyReads { get; private set; }

    public static async Task<TestProvider> StartAsync(ManualClock clock)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(static kestrel => kestrel.Listen(System.Net.IPAddress.Loopback, 0));
        builder.Services.AddRoutingCore();
        var built = builder.Build();
        built.UseRouting();
        var provider = new TestProvider(built, clock);
        built.MapGet("/.well-known/openid-configuration", (RequestDelegate)(context => WriteAsync(context, provider.Discovery())));
        built.MapGet("/keys", (RequestDelegate)(context => WriteAsync(context, provider.Keys())));
        built.MapGet("/authorize", (RequestDelegate)provider.AuthorizeAsync);
        built.MapPost("/token", (RequestDelegate)provider.TokenAsync);
        built.MapGet("/userinfo", (RequestDelegate)(context => WriteAsync(context, provider.UserInfo())));
        await built.StartAsync();
        return provider;
    }

    public async ValueTask DisposeAsync()
    {
        await application.StopAsync();
        await application.DisposeAsync();
        Key.Dispose();
    }

    /// <summary>A token that says this, signed by the key.</summary>
    public string Sign(JsonObject claims)
    {
        var signed = $"{Encode($$"""{"alg":"RS256","typ":"JWT","kid":"{{KeyId}}"}""")}.{Encode(claims.ToJsonString())}";
        return $"{signed}.{Base64Url.EncodeToString(Key.SignData(Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1))}";
    }

    public static string Encode(string text) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(text));

    private JsonObject Discovery() => new()
    {
        ["issuer"] = Issuer,
        ["authorization_endpoint"] = $"{Issuer}/authorize",
        ["token_endpoint"] = $"{Issuer}/token",
        ["jwks_uri"] = $"{Issuer}/keys",
        ["userinfo_endpoint"] = $"{Issuer}/userinfo",
        ["response_types_supported"] = new JsonArray("code"),
        ["subject_types_supported"] = new JsonArray("public"),
        ["id_token_signing_alg_values_supported"] = new JsonArray("RS256"),
    };

    private JsonObject Keys()
    {
        KeyReads++;
        var key = (PublishedKey ?? Key).ExportParameters(includePrivateParameters: false);
        return new JsonObject
        {
            ["keys"] = new JsonArray(new JsonObject
            {
                ["kty"] = "RSA", ["use"] = "sig", ["alg"] = "RS256", ["kid"] = PublishedKeyId ?? KeyId, ["n"] = Base64Url.EncodeToString(key.Modulus), ["e"] = Base64Url.EncodeToString(key.Exponent),
            }),
        };
    }

    private Task AuthorizeAsync(HttpContext context)
    {
        var query = context.Request.Query;
        query["response_type"].ToString().ShouldBe("code");
        query["client_id"].ToString().ShouldBe(ClientId);
        query["code_challenge_method"].ToString().ShouldBe("S256");
        query["scope"].ToString().ShouldContain("openid");
        var code = Guid.CreateVersion7(clock.GetUtcNow()).ToString("N");
        codes[code] = ($"{query["nonce"]}", $"{query["code_challenge"]}", $"{query["redirect_uri"]}");
        context.Response.Redirect($"{query["redirect_uri"]}?code={code}&state={Uri.EscapeDataString($"{query["state"]}")}");
        return Task.CompletedTask;
    }

    private async Task TokenAsync(HttpContext context)
    {
        var form = await context.Request.ReadFormAsync();
        var credential = $"Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes($"{Uri.EscapeDataString(ClientId)}:{Uri.EscapeDataString(ClientSecret)}"))}";
        var isRight = codes.TryRemove($"{form["code"]}", out var kept)
            && $"{form["grant_type"]}" == "authorization_code"
            && $"{form["redirect_uri"]}" == kept.Redirect
            && Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes($"{form["code_verifier"]}"))) == kept.Challenge
            && context.Request.Headers.Authorization == credential;
        if (!isRight)
        {
            context.Response.StatusCode = 400;
            await WriteAsync(context, new JsonObject { ["error"] = "invalid_grant" });
            return;
        }

        var now = clock.GetUtcNow().ToUnixTimeSeconds();
        var claims = Person.DeepClone().AsObject();
        claims["iss"] = Issuer;
        claims["aud"] = ClientId;
        claims["iat"] = now;
        claims["exp"] = now + 300;
        claims["nonce"] = kept.Nonce;
        Spoil(claims);
        await WriteAsync(context, new JsonObject { ["access_token"] = "access", ["token_type"] = "Bearer", ["id_token"] = Forge(Sign(claims)) });
    }

    private JsonObject UserInfo()
    {
        var info = (Info ?? Person).DeepClone().AsObject();
        info["sub"] ??= $"{Person["sub"]}";
        return info;
    }

    private static Task WriteAsync(HttpContext context, JsonObject body)
    {
        context.Response.ContentType = "application/json";
        return context.Response.WriteAsync(body.ToJsonString());
    }
}
