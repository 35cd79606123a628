using Microsoft.AspNetCore.Http;

namespace Airflow.Server.Api.Auth;

/// <summary>The cookie that browsers carry the token in. No script can read it.</summary>
internal static class TokenCookie
{
    public static void Set(HttpResponse response, string token, PublicAddress address) => response.Cookies.Append(
        UserTokens.Cookie,
        token,
#pragma warning disable S2092 // a server without TLS could not keep its users logged in; behind TLS the cookie is for TLS only
        new CookieOptions { HttpOnly = true, Path = address.CookiePath, SameSite = SameSiteMode.Lax, Secure = address.IsSecure(response.HttpContext.Request) });
#pragma warning restore S2092

    /// <summary>Takes a cookie back that was no good.</summary>
    public static void Delete(HttpResponse response, PublicAddress address) =>
        response.Headers.Append("Set-Cookie", $"{UserTokens.Cookie}=\"\"; HttpOnly; Max-Age=0; Path={address.CookiePath}; SameSite=lax");

    /// <summary>Ends the session.</summary>
    public static void End(HttpResponse response, PublicAddress address, DateTimeOffset now) =>
        response.Headers.Append("Set-Cookie", $"{UserTokens.Cookie}=\"\"; expires={now:R}; HttpOnly; Max-Age=0; Path={address.CookiePath}; SameSite=lax");
}
