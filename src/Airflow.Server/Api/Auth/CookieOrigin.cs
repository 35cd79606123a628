using Microsoft.AspNetCore.Http;

namespace Airflow.Server.Api.Auth;

/// <summary>
/// Browsers send the cookie along with calls that other sites make, so a change that has nothing but the cookie to show must come from a page
/// of our own. Browsers tell where a call comes from, and no script can make them tell otherwise; what tells nothing is no browser.
/// </summary>
internal static class CookieOrigin
{
    /// <exception cref="ApiException">403: another site made the call.</exception>
    public static void Check(HttpRequest request, PublicAddress address)
    {
        if (!IsOwn(request, address))
        {
            throw new ApiException(403, "A change that is allowed by a cookie must come from a page of this server");
        }
    }

    private static bool IsOwn(HttpRequest request, PublicAddress address)
    {
        if (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method) || HttpMethods.IsOptions(request.Method))
        {
            return true;
        }

        var site = (string?)request.Headers["Sec-Fetch-Site"];
        if (!string.IsNullOrEmpty(site))
        {
            return site is "same-origin" or "none";
        }

        var origin = (string?)request.Headers.Origin;
        return string.IsNullOrEmpty(origin) || (Uri.TryCreate(origin, UriKind.Absolute, out var url) && address.IsOwn(url.Authority, request));
    }
}
