using Airflow.Engine.Execution.Tokens;

namespace Airflow.Server.Api.Auth;

/// <summary>/auth/login and /auth/logout of the REST API: where a session begins, and its end.</summary>
internal static class SessionEndpoints
{
    private const int Redirect = 307;

    public static void Map(ApiRoutes routes)
    {
        routes.Map(new("GET", "/auth/login", "login", ApiNeed.Nothing, LoginAsync)
        {
            Tag = "Login",
            Parameters = [ApiParameter.Text("next")],
        });
        routes.Map(new("GET", "/auth/logout", "logout", ApiNeed.Nothing, LogoutAsync) { Tag = "Login" });
    }

    private static Task LoginAsync(ApiCall call)
    {
        var address = new PublicAddress(call.Services.Configuration);
        var next = call.Text("next");
        if (!string.IsNullOrEmpty(next) && !address.IsSafe(next, call.Context.Request))
        {
            throw ApiException.BadRequest("Invalid or unsafe next URL");
        }

        return RedirectAsync(call, $"{address.Path}/auth/login{(string.IsNullOrEmpty(next) ? "" : $"?next={Uri.EscapeDataString(next)}")}");
    }

    private static async Task LogoutAsync(ApiCall call)
    {
        var address = new PublicAddress(call.Services.Configuration);
        TokenCookie.End(call.Response, address, call.Services.Clock.GetUtcNow());
        await EndAsync(call, ApiCredentials.BearerOf(call.Context.Request));
        await EndAsync(call, call.Context.Request.Cookies[UserTokens.Cookie]);
        await RedirectAsync(call, $"{address.Path}/auth/login");
    }

    /// <summary>A token that is none of ours is good for nothing anyway.</summary>
    private static async Task EndAsync(ApiCall call, string? token)
    {
        if (token is not null && call.Services.Tokens.Check(token, out _) is { } claims && Text(claims, "jti") is { } id)
        {
            await call.Services.Revoked.AddAsync(id, claims.ExpiresAt, call.Aborted);
        }
    }

    private static string? Text(TokenClaims claims, string name) => claims.Payload.TryGetProperty(name, out var value) ? value.GetString() : null;

    private static Task RedirectAsync(ApiCall call, string location)
    {
        call.Response.ContentType = null;
        call.Response.Headers.Location = location;
        return call.EndAsync(Redirect);
    }
}
