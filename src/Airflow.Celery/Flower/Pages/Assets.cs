using Microsoft.AspNetCore.Http;

namespace Airflow.Celery.Flower.Pages;

/// <summary>The style sheet and the script, which are in this assembly.</summary>
internal static class Assets
{
    private static readonly Dictionary<string, (string Type, byte[] Content)> Files = new(StringComparer.Ordinal)
    {
        ["flower.css"] = ("text/css; charset=UTF-8", Read("flower.css")),
        ["flower.js"] = ("text/javascript; charset=UTF-8", Read("flower.js")),
    };

    public static async Task GiveAsync(HttpContext context)
    {
        if (!Files.TryGetValue((string?)context.Request.RouteValues["file"] ?? "", out var file))
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        context.Response.ContentType = file.Type;
        context.Response.Headers.CacheControl = "private, max-age=300";
        await context.Response.Body.WriteAsync(file.Content, context.RequestAborted);
    }

    private static byte[] Read(string name)
    {
        using var stream = typeof(Assets).Assembly.GetManifestResourceStream($"flower/{name}") ?? throw new InvalidOperationException($"{name} is not in the assembly.");
        using var memory = new MemoryStream();
        stream.CopyTo(memory);
        return memory.ToArray();
    }
}
