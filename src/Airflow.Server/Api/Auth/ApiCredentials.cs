using Airflow.Engine.Execution.Tokens;
using Microsoft.AspNetCore.Http;

namespace Airflow.Server.Api.Auth;

/// <summary>Finds out who calls: by a bearer token, one of a session or one that lasts, or else by the cookie of a browser.</summary>
internal sealed class ApiCredentials(ApiServices services)
{
    private const string Bearer = "Bearer ";

    /// <exception cref="ApiException">401 without a credential or with an expired one, 403 with one that is none of ours.</exception>
    public async Task<ApiUser> FindAsync(HttpContext context)
    {
        var bearer = BearerOf(context.Request);
        var cookie = context.Request.Cookies[UserTokens.Cookie];
        if (bearer is null && cookie is null)
        {
            return services.Auth.IsOpen ? new SimpleUser(SimpleUsers.Anonymous, "ADMIN") : throw new ApiException(401, "Not authenticated");
        }

        if (bearer is null)
        {
            var user = await CheckCookieAsync(context, cookie!) ?? throw new ApiException(403, "Invalid JWT token");
            CookieOrigin.Check(context.Request, new PublicAddress(services.Configuration));
            return user;
        }

        if (cookie is not null && services.Tokens.Check(cookie, out _) is null)
        {
            TokenCookie.Delete(context.Response, new PublicAddress(services.Configuration));
        }

        return await CheckAsync(bearer, context.RequestAborted);
    }

    /// <summary>The token of the head; null when there is none.</summary>
    public static string? BearerOf(HttpRequest request) =>
        (string?)request.Headers.Authorization is { } header && header.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase) ? header[Bearer.Length..].Trim() : null;

    private async Task<ApiUser?> CheckCookieAsync(HttpContext context, string cookie)
    {
        try
        {
            // a token that lasts has no business in a browser
            return AccessTokenText.IsOne(cookie) ? throw new ApiException(403, "Invalid JWT token") : await CheckAsync(cookie, context.RequestAborted);
        }
        catch (ApiException)
        {
            TokenCookie.Delete(context.Response, new PublicAddress(services.Configuration));
            throw;
        }
    }

    private async Task<ApiUser> CheckAsync(string token, CancellationToken cancellationToken)
    {
        if (AccessTokenText.IsOne(token))
        {
            return await CheckAccessTokenAsync(token, cancellationToken);
        }

        var claims = services.Tokens.Check(token, out var isExpired)
            ?? throw (isExpired ? new ApiException(401, "Token Expired") : new ApiException(403, "Invalid JWT token"));
        return await IsRevokedAsync(claims, cancellationToken) ? throw new ApiException(403, "Invalid JWT token")
            : await services.Auth.FindAsync(claims, cancellationToken) ?? throw new ApiException(403, "Invalid JWT token");
    }

    private async Task<ApiUser> CheckAccessTokenAsync(string text, CancellationToken cancellationToken)
    {
        var now = services.Clock.GetUtcNow();
        var token = await services.AccessTokens.FindAsync(AccessTokenText.HashOf(text), cancellationToken) ?? throw new ApiException(403, "Invalid JWT token");
        if (token.ExpiresAt <= now)
        {
            throw new ApiException(401, "Token Expired");
        }

        var user = await services.Auth.FindNamedAsync(token.Username, cancellationToken) ?? throw new ApiException(403, "Invalid JWT token");
        if (token.LastUsedAt is not { } last || now - last >= AccessTokenText.UseNoted)
        {
            await services.AccessTokens.UseAsync(token.Id, now, cancellationToken);
        }

        return user;
    }

    private async Task<bool> IsRevokedAsync(TokenClaims claims, CancellationToken cancellationToken) =>
        claims.Payload.TryGetProperty("jti", out var id) && await services.Revoked.ContainsAsync(id.GetString() ?? "", cancellationToken);
}
