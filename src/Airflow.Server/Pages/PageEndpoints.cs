using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Airflow.Server.Pages;

/// <summary>The web interface: its files, and its one page for every address that is not somebody else's.</summary>
internal static class PageEndpoints
{
    /// <summary>Stands in the page where the word of one answer goes, which lets its own styles in.</summary>
    private const string NoncePlace = "__CSP_NONCE__";

    private const int NonceLength = 16;

    private const string NotBuilt = """
        <!doctype html><html lang="en"><head><meta charset="utf-8"><title>Airflow.NET</title></head><body>
        <h1>The web interface has not been built</h1>
        <p>It is built with Node.js 20 or later: install that, then start with <code>./airflow</code>, or run <code>npm ci &amp;&amp; npm run build</code> in the folder <code>ui</code> and
        build again. Everything else works: the commands, the <a href="/openapi.json">REST API</a> and the scheduler.</p></body></html>
        """;

    /// <param name="routes">Where they go.</param>
    /// <param name="folder">Where the built files are.</param>
    /// <param name="images">From where else images may come.</param>
    public static void Map(IEndpointRouteBuilder routes, string folder, IEnumerable<string> images)
    {
        var imageSources = string.Concat(images.Select(static image => $" {image}"));
        var files = new PageFiles(Path.GetFullPath(folder));

        // names with a dot are addresses of pages, too: ids of runs have them
        routes.MapFallback("{**path}", context => AnswerAsync(context, files, imageSources));
    }

    private static async Task AnswerAsync(HttpContext context, PageFiles files, string imageSources)
    {
        if (!HttpMethods.IsGet(context.Request.Method) && !HttpMethods.IsHead(context.Request.Method))
        {
            context.Response.StatusCode = 405;
            return;
        }

        context.Response.Headers.XContentTypeOptions = "nosniff";
        context.Response.Headers["Referrer-Policy"] = "same-origin";
        var nonce = Convert.ToBase64String(RandomNumberGenerator.GetBytes(NonceLength));
        context.Response.Headers.ContentSecurityPolicy = PolicyOf(nonce, imageSources);
        if (!files.Exist)
        {
            context.Response.ContentType = "text/html; charset=utf-8";
            await context.Response.WriteAsync(NotBuilt, context.RequestAborted);
            return;
        }

        var name = context.Request.Path.Value?.TrimStart('/') ?? "";
        var file = name.Length > 0 ? files.Find(name) : null;
        if (file is null && name.StartsWith("ui-assets/", StringComparison.Ordinal))
        {
            context.Response.StatusCode = 404;
            return;
        }

        await (file is null ? WritePageAsync(context, files.Find("index.html")!, nonce) : WriteAsync(context, file));
    }

    /// <summary>Nothing from elsewhere, no script in the page, and of styles in it only those that know the word.</summary>
    private static string PolicyOf(string nonce, string imageSources) =>
        $"default-src 'self'; script-src 'self'; style-src 'self' 'nonce-{nonce}'; img-src 'self' data:{imageSources}; object-src 'none'; base-uri 'self'; frame-ancestors 'none'; form-action 'self'";

    private static async Task WritePageAsync(HttpContext context, PageFile page, string nonce)
    {
        context.Response.ContentType = page.Type;
        context.Response.Headers.CacheControl = "no-store";
        await context.Response.WriteAsync(Encoding.UTF8.GetString(page.Plain).Replace(NoncePlace, nonce, StringComparison.Ordinal), context.RequestAborted);
    }

    private static async Task WriteAsync(HttpContext context, PageFile file)
    {
        context.Response.ContentType = file.Type;
        context.Response.Headers.CacheControl = file.IsForEver ? "public, max-age=31536000, immutable" : "no-cache";
        context.Response.Headers.Vary = "Accept-Encoding";
        var accepted = context.Request.Headers.AcceptEncoding.ToString();
        var (encoding, bytes) = accepted.Contains("br", StringComparison.Ordinal) ? ("br", file.Brotli)
            : accepted.Contains("gzip", StringComparison.Ordinal) ? ("gzip", file.Gzip)
            : ("", file.Plain);
        if (encoding.Length > 0)
        {
            context.Response.Headers.ContentEncoding = encoding;
        }

        context.Response.ContentLength = bytes.Length;
        if (HttpMethods.IsGet(context.Request.Method))
        {
            await context.Response.Body.WriteAsync(bytes, context.RequestAborted);
        }
    }
}
