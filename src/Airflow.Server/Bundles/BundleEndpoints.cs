using System.IO.Compression;
using System.Text.Json;
using Airflow.Engine;
using Airflow.Engine.Dags;
using Airflow.Engine.Execution.Remote;
using Airflow.Server.Execution.Remote;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Airflow.Server.Bundles;

/// <summary>Code for workers: manifests by version, blobs by hash. Neither ever changes, so both may be kept for ever.</summary>
internal static class BundleEndpoints
{
    // smaller ones do not get smaller
    private const int LeastCompressed = 1024;

    public static void Map(RemoteRoutes routes, IBundleSource bundles)
    {
        routes.MapGet("bundles/{version}", context => AnswerManifestAsync(context, bundles));
        routes.MapGet("blobs/{hash}", context => AnswerBlobAsync(context, bundles));
    }

    private static async Task AnswerManifestAsync(HttpContext context, IBundleSource bundles)
    {
        var version = Name(context, "version");
        if (IsKnown(context, version))
        {
            return;
        }

        var manifest = await bundles.FindManifestAsync(version, context.RequestAborted);
        await AnswerAsync(context, version, manifest is null ? null : JsonSerializer.SerializeToUtf8Bytes(manifest, RemoteJson.Default.BundleManifest), "application/json");
    }

    private static async Task AnswerBlobAsync(HttpContext context, IBundleSource bundles)
    {
        var hash = Name(context, "hash");
        if (!IsKnown(context, hash))
        {
            await AnswerAsync(context, hash, await bundles.FindBlobAsync(hash, context.RequestAborted), "application/octet-stream");
        }
    }

    private static async Task AnswerAsync(HttpContext context, string name, byte[]? content, string type)
    {
        var response = context.Response;
        if (content is null)
        {
            response.StatusCode = 404;
            return;
        }

        response.ContentType = type;
        response.Headers.ETag = Tag(name);
        response.Headers.CacheControl = "private, max-age=31536000, immutable";
        response.Headers.Vary = HeaderNames.AcceptEncoding;
        if (content.Length < LeastCompressed || !AcceptsBrotli(context))
        {
            response.ContentLength = content.Length;
            await response.Body.WriteAsync(content, context.RequestAborted);
            return;
        }

        response.Headers.ContentEncoding = "br";
        await using var compressed = new BrotliStream(response.Body, CompressionLevel.Fastest, leaveOpen: true);
        await compressed.WriteAsync(content, context.RequestAborted);
    }

    private static bool AcceptsBrotli(HttpContext context) =>
        context.Request.Headers.AcceptEncoding.Any(value => value?.Split(',', StringSplitOptions.TrimEntries).Contains("br", StringComparer.OrdinalIgnoreCase) == true);

    private static bool IsKnown(HttpContext context, string name)
    {
        var known = context.Request.Headers.IfNoneMatch.Contains(Tag(name));
        if (known)
        {
            context.Response.StatusCode = 304;
        }

        return known;
    }

    private static string Tag(string name) => $"\"{name}\"";

    private static string Name(HttpContext context, string part) =>
        context.Request.RouteValues[part] is string { Length: 64 } name && name.All(char.IsAsciiHexDigitLower)
            ? name
            : throw new AirflowException("bundle_hash", $"A {part} is a SHA-256 in hex.");
}
