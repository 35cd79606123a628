using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Airflow.Celery.Flower.Http;

/// <summary>
/// Who may come in. With logins: whoever shows one. Without: only this machine, under a name of this machine, so that neither other hosts nor
/// pages of other sites get in. Whatever changes something must come from our own pages, with their token, or from a program that is no browser.
/// </summary>
internal sealed class FlowerGate(FlowerOptions options)
{
    public const string TokenField = "_token";
    private const string TokenHeader = "X-CSRF-Token";
    private readonly byte[] token = Encoding.ASCII.GetBytes(Convert.ToHexString(RandomNumberGenerator.GetBytes(32)));

    /// <summary>What our pages put into their forms.</summary>
    public string Token => Encoding.ASCII.GetString(token);

    public async Task GuardAsync(HttpContext context, RequestDelegate next)
    {
        Harden(context.Response.Headers);
        if (context.Request.Path == "/healthcheck")
        {
            await next(context);
        }
        else if (await RefusalAsync(context) is not { } refusal)
        {
            await next(context);
        }
        else
        {
            if (refusal.Status == StatusCodes.Status401Unauthorized)
            {
                context.Response.Headers.WWWAuthenticate = "Basic realm=\"flower\", charset=\"UTF-8\"";
            }

            await Answers.TextAsync(context, refusal.Status, refusal.Message);
        }
    }

    private static void Harden(IHeaderDictionary headers)
    {
        headers.ContentSecurityPolicy = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        headers["Referrer-Policy"] = "same-origin";
        headers.CacheControl = "no-store";
    }

    private async Task<FlowerException?> RefusalAsync(HttpContext context)
    {
        if (options.Logins.Count > 0 && !IsLoggedIn(context.Request))
        {
            return new FlowerException(StatusCodes.Status401Unauthorized, "A name and a password are needed.");
        }

        if (options.Logins.Count == 0 && !IsOfThisMachine(context))
        {
            return new FlowerException(
                StatusCodes.Status403Forbidden,
                "This monitor has no logins, so it answers its own machine only. Start it with --basic-auth user:password, or set [celery] flower_basic_auth, to let others in.");
        }

        // asking for rows of a table changes nothing, though it comes as a POST
        return HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method) || context.Request.Path == "/tasks/datatable" ? null : await RefuseChangeAsync(context);
    }

    private async Task<FlowerException?> RefuseChangeAsync(HttpContext context)
    {
        if (options.IsReadOnly)
        {
            return new FlowerException(StatusCodes.Status403Forbidden, "This monitor is read-only.");
        }

        var headers = context.Request.Headers;
        var site = (string?)headers["Sec-Fetch-Site"];
        if (site is not (null or "same-origin" or "none") || IsForeign(headers.Origin, context.Request) || IsForeign(headers.Referer, context.Request))
        {
            return new FlowerException(StatusCodes.Status403Forbidden, "Requests from pages of other sites are refused.");
        }

        // programs send neither header and cannot be made to act for somebody else; browsers must show the token of our page
        var isProgram = site is null && headers.Origin.Count == 0 && context.Request.Path.StartsWithSegments("/api", StringComparison.Ordinal);
        return isProgram || await HasTokenAsync(context)
            ? null
            : new FlowerException(StatusCodes.Status403Forbidden, "The form is out of date, or its token is missing; reload the page and try again.");
    }

    private async Task<bool> HasTokenAsync(HttpContext context)
    {
        var shown = (string?)context.Request.Headers[TokenHeader];
        if (shown is null && context.Request.HasFormContentType)
        {
            shown = (await context.Request.ReadFormAsync(context.RequestAborted))[TokenField];
        }

        return shown is not null && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(shown), token);
    }

    private static bool IsForeign(string? address, HttpRequest request) =>
        !string.IsNullOrEmpty(address) && !(Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Authority.Equals(request.Host.Value, StringComparison.OrdinalIgnoreCase));

    private bool IsLoggedIn(HttpRequest request)
    {
        var header = (string?)request.Headers.Authorization ?? "";
        if (!header.StartsWith("Basic ", StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        var buffer = new byte[header.Length];
        if (!Convert.TryFromBase64String(header["Basic ".Length..].Trim(), buffer, out var length))
        {
            return false;
        }

        // hashes have one length, so that the time tells nothing
        var shown = SHA256.HashData(buffer.AsSpan(0, length));
        var isKnown = false;
        foreach (var (user, password) in options.Logins)
        {
            isKnown |= CryptographicOperations.FixedTimeEquals(shown, SHA256.HashData(Encoding.UTF8.GetBytes($"{user}:{password}")));
        }

        return isKnown;
    }

    /// <summary>A name that leads here from elsewhere, by a proxy or by a name server that lies, is not one of this machine.</summary>
    private static bool IsOfThisMachine(HttpContext context) =>
        context.Connection.RemoteIpAddress is { } remote && IPAddress.IsLoopback(remote)
        && (context.Request.Host.Host is "localhost" or "" || (IPAddress.TryParse(context.Request.Host.Host.Trim('[', ']'), out var host) && IPAddress.IsLoopback(host)))
        && !context.Request.Headers.ContainsKey("X-Forwarded-For") && !context.Request.Headers.ContainsKey("Forwarded");
}
