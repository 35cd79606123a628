using Airflow.Engine;
using Airflow.Engine.Coordination;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;

namespace Airflow.Server.Api.Auth.Oidc;

/// <summary>/auth/oidc: the way to the provider, and back with a code (OpenID Connect, authorization code with PKCE).</summary>
internal sealed partial class OidcEndpoints
{
    public const string LoginPath = "/auth/oidc/login";
    public const string CallbackPath = "/auth/oidc/callback";

    private const string LogEvent = "oidc_login";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly ApiServices services;
    private readonly OidcOptions options;
    private readonly OidcProvider provider;
    private readonly OidcAccounts accounts;
    private readonly ILogger logger;
    private readonly byte[] key;
    private readonly PublicAddress address;

    private OidcEndpoints(ApiServices services, OidcOptions options, ILogger logger)
    {
        this.services = services;
        this.options = options;
        this.logger = logger;
        key = services.Tokens.KeyFor("oidc");
        address = new PublicAddress(services.Configuration);
        var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, PooledConnectionLifetime = TimeSpan.FromMinutes(5) }) { Timeout = Patience };
        provider = new OidcProvider(options, client, services.Clock);
        accounts = new OidcAccounts(services.Users, options, services.Clock);
    }

    /// <summary>Nothing where no provider is configured.</summary>
    /// <exception cref="AirflowException">oidc_invalid: section [oidc] cannot be used as it is.</exception>
    public static void Map(IEndpointRouteBuilder routes, ApiServices services, ILogger logger)
    {
        if (services.Oidc is not { } options)
        {
            return;
        }

        if (services.Auth is not StoredUsers)
        {
            throw new AirflowException("oidc_invalid", "[oidc] issuer is set, but the users are those of the simple auth manager, which knows no accounts: take its options out of [core].");
        }

        var endpoints = new OidcEndpoints(services, options, logger);
        routes.MapGet(LoginPath, (RequestDelegate)(context => endpoints.AnswerAsync(context, endpoints.BeginAsync)));
        routes.MapGet(CallbackPath, (RequestDelegate)(context => endpoints.AnswerAsync(context, endpoints.FinishAsync)));
    }

    private async Task BeginAsync(HttpContext context)
    {
        var next = context.Request.Query["next"].ToString();
        var attempt = OidcAttempt.Begin(address.IsSafe(next, context.Request) ? next : "", services.Clock.GetUtcNow());
        var target = await provider.AddressAsync(attempt, key, Redirect(context.Request), context.RequestAborted);
        context.Response.Cookies.Append(attempt.Cookie, attempt.Write(key), Cookie(context.Request, OidcAttempt.Lifetime));
        Lead(context, target);
    }

    private async Task FinishAsync(HttpContext context)
    {
        var query = context.Request.Query;
        var state = query["state"].ToString();
        var now = services.Clock.GetUtcNow();
        var attempt = OidcAttempt.IsState(state) ? OidcAttempt.Read(context.Request.Cookies[OidcAttempt.CookieOf(state)], state, key, now) : null;
        if (attempt is null)
        {
            throw new OidcException("this login was not begun in this browser, or too long ago");
        }

        context.Response.Cookies.Delete(attempt.Cookie, Cookie(context.Request, TimeSpan.Zero));
        if (!await services.Revoked.TryAddAsync($"oidc:{state}", attempt.ExpiresAt, context.RequestAborted))
        {
            throw new OidcException("this login has been used already");
        }

        if (query["error"].ToString() is { Length: > 0 } error)
        {
            throw new OidcException($"the provider says: {(query["error_description"].ToString() is { Length: > 0 } text ? text : error)}");
        }

        var identity = await provider.IdentifyAsync(query["code"].ToString(), attempt, key, Redirect(context.Request), context.RequestAborted);
        var name = await accounts.EnterAsync(identity, context.RequestAborted);
        var user = await services.Auth.FindNamedAsync(name, context.RequestAborted) ?? throw new OidcException("your account is not active");
        await services.Audit.AddAsync(new AuditEntry { At = now, Event = LogEvent, Owner = user.Name }, context.RequestAborted);
        Log.Entered(logger, user.Name, context.Connection.RemoteIpAddress?.ToString() ?? "");
        TokenCookie.Set(context.Response, services.Tokens.Issue(user), address);
        Lead(context, attempt.Next.Length > 0 && address.IsSafe(attempt.Next, context.Request) ? attempt.Next : $"{address.Path}/");
    }

    private async Task AnswerAsync(HttpContext context, Func<HttpContext, Task> answer)
    {
        context.Response.Headers.CacheControl = "no-store";
        context.Response.Headers["Referrer-Policy"] = "no-referrer";
        try
        {
            await answer(context);
        }
        catch (OidcException exception)
        {
            Log.Refused(logger, Readable(exception.Message), exception.InnerException?.Message ?? "");
            await RefuseAsync(context, 401, $"You are not logged in: {exception.Message}");
        }
        catch (AirflowException exception) when (exception.IsTransient)
        {
            await RefuseAsync(context, 503, exception.Message);
        }
    }

    private Task RefuseAsync(HttpContext context, int status, string problem) =>
        LoginPage.WriteAsync(context, status, new LoginForm($"{address.Path}/auth/login", "", Problem: problem) { Provider = options.Name, ProviderPath = address.Path + LoginPath });

    private string Redirect(HttpRequest request) => $"{address.Origin(request)}{address.Path}{CallbackPath}";

#pragma warning disable S2092 // a server without TLS could not log anybody in; behind TLS the cookie is for TLS only
    private CookieOptions Cookie(HttpRequest request, TimeSpan age) =>
        new() { HttpOnly = true, Path = $"{address.Path}/auth/oidc", SameSite = SameSiteMode.Lax, Secure = address.IsSecure(request), MaxAge = age };
#pragma warning restore S2092

    private static void Lead(HttpContext context, string location)
    {
        context.Response.StatusCode = 303;
        context.Response.Headers.Location = location;
    }

    /// <summary>A line of the log stays one line, whatever the provider says.</summary>
    private static string Readable(string text) => string.Concat(text.Select(static letter => char.IsControl(letter) ? '?' : letter));

    private static partial class Log
    {
        [LoggerMessage(7321, LogLevel.Information, "{User} logged in with the provider from {Address}")]
        public static partial void Entered(ILogger logger, string user, string address);

        [LoggerMessage(7322, LogLevel.Warning, "A login with the provider was refused: {Problem}. {Cause}")]
        public static partial void Refused(ILogger logger, string problem, string cause);
    }
}
