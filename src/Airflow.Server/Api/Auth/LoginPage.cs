using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Http;

namespace Airflow.Server.Api.Auth;

/// <summary>The page on which people log in: one form, no script, and nothing that another server would have to give.</summary>
internal static class LoginPage
{
    private const string Style = """
        :root { color-scheme: light dark; font-family: system-ui, sans-serif; }
        body { display: grid; place-items: center; min-height: 100vh; margin: 0; background: Canvas; color: CanvasText; }
        main { width: min(22rem, 90vw); }
        h1 { font-size: 1.4rem; font-weight: 600; }
        label { display: block; margin: 1rem 0 .3rem; }
        input { width: 100%; box-sizing: border-box; padding: .6rem; font: inherit; border: 1px solid GrayText; border-radius: .4rem; }
        button { width: 100%; margin-top: 1.5rem; padding: .7rem; font: inherit; font-weight: 600; border: 0; border-radius: .4rem; background: #0b6bcb; color: #fff; }
        .provider { display: block; margin-top: 1rem; padding: .7rem; text-align: center; font-weight: 600; border: 1px solid GrayText; border-radius: .4rem; color: inherit; text-decoration: none; }
        :focus-visible { outline: 3px solid #f2a900; outline-offset: 2px; }
        [role=alert] { padding: .6rem; border-left: 4px solid #c62828; }
        """;

    private static readonly string Policy =
        $"default-src 'none'; style-src 'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Style)))}'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

    public static Task WriteAsync(HttpContext context, int status, LoginForm form)
    {
        var html = HtmlEncoder.Default;
        var response = context.Response;
        response.StatusCode = status;
        response.ContentType = "text/html; charset=utf-8";
        response.Headers.ContentSecurityPolicy = Policy;
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers.XFrameOptions = "DENY";
        response.Headers.CacheControl = "no-store";
        response.Headers["Referrer-Policy"] = "same-origin";
        var page = $"""
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>Log in · Airflow.NET</title>
            <style>{Style}</style>
            </head>
            <body>
            <main>
            <h1>Log in to Airflow.NET</h1>
            {(form.Problem is null ? "" : $"<p role=\"alert\">{html.Encode(form.Problem)}</p>")}
            <form method="post" action="{html.Encode(form.Action)}">
            <input type="hidden" name="next" value="{html.Encode(form.Next)}">
            <label for="username">User name</label>
            <input id="username" name="username" value="{html.Encode(form.Username)}" autocomplete="username" autocapitalize="none" required autofocus>
            <label for="password">Password</label>
            <input id="password" name="password" type="password" autocomplete="current-password" required>
            <button>Log in</button>
            </form>
            {(form.Provider is null ? "" : $"<a class=\"provider\" href=\"{html.Encode(ProviderAddress(form))}\">Log in with {html.Encode(form.Provider)}</a>")}
            </main>
            </body>
            </html>

            """;
        return response.WriteAsync(page, context.RequestAborted);
    }

    private static string ProviderAddress(LoginForm form) => form.Next.Length == 0 ? form.ProviderPath : $"{form.ProviderPath}?next={Uri.EscapeDataString(form.Next)}";
}
