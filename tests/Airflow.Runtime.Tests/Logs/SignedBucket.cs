using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;

namespace Airflow.Runtime.Tests.Logs;

/// <summary>An S3 of one process: keeps objects for whoever signs as AWS Signature Version 4 says, worked out here independently.</summary>
internal sealed class SignedBucket : IDisposable
{
    private readonly HttpListener listener = new();
    private readonly string key;
    private readonly string secret;
    private readonly string region;

    public SignedBucket(string key, string secret, string region)
    {
        this.key = key;
        this.secret = secret;
        this.region = region;
        using (var probe = new System.Net.Sockets.TcpListener(IPAddress.Loopback, 0))
        {
            probe.Start();
            Address = $"http://127.0.0.1:{((IPEndPoint)probe.LocalEndpoint).Port}";
        }

        listener.Prefixes.Add($"{Address}/");
        listener.Start();
        _ = ServeAsync();
    }

    public string Address { get; }

    public ConcurrentDictionary<string, byte[]> Objects { get; } = new(StringComparer.Ordinal);

    public void Dispose()
    {
        listener.Stop();
        listener.Close();
    }

    private async Task ServeAsync()
    {
        while (listener.IsListening)
        {
            HttpListenerContext context;
            try
            {
                context = await listener.GetContextAsync();
            }
            catch (Exception exception) when (exception is HttpListenerException or ObjectDisposedException)
            {
                return;
            }

            await AnswerAsync(context);
        }
    }

    private async Task AnswerAsync(HttpListenerContext context)
    {
        var path = Uri.UnescapeDataString(context.Request.RawUrl!.Split('?')[0]);
        if (!IsSigned(context.Request))
        {
            await WriteAsync(context, 403, "<Error><Code>SignatureDoesNotMatch</Code><Message>The signature is wrong</Message></Error>"u8.ToArray());
        }
        else if (context.Request.HttpMethod == "PUT")
        {
            using var body = new MemoryStream();
            await context.Request.InputStream.CopyToAsync(body);
            Objects[path] = context.Request.Headers["x-amz-content-sha256"]!.StartsWith("STREAMING", StringComparison.Ordinal) ? Unchunk(body.ToArray()) : body.ToArray();
            context.Response.Headers["ETag"] = $"\"{Convert.ToHexStringLower(Etag(Objects[path]))}\"";
            await WriteAsync(context, 200, []);
        }
        else if (Objects.TryGetValue(path, out var content))
        {
            await GiveAsync(context, content);
        }
        else
        {
            await WriteAsync(context, 404, "<Error><Code>NoSuchKey</Code><Message>none</Message></Error>"u8.ToArray());
        }
    }

    /// <summary>All of it, or the part that is asked for.</summary>
    private static Task GiveAsync(HttpListenerContext context, byte[] content)
    {
        if (context.Request.Headers["Range"]?.Split('=', '-') is not [_, var first, var last])
        {
            return WriteAsync(context, 200, content);
        }

        var (from, to) = (int.Parse(first, CultureInfo.InvariantCulture), Math.Min(content.Length - 1, long.Parse(last, CultureInfo.InvariantCulture)));
        if (from >= content.Length)
        {
            return WriteAsync(context, 416, "<Error><Code>InvalidRange</Code><Message>There is nothing</Message></Error>"u8.ToArray());
        }

        context.Response.Headers["Content-Range"] = string.Create(CultureInfo.InvariantCulture, $"bytes {from}-{to}/{content.Length}");
        return WriteAsync(context, 206, content[from..(int)(to + 1)]);
    }

    private static async Task WriteAsync(HttpListenerContext context, int status, byte[] content)
    {
        context.Response.StatusCode = status;
        context.Response.ContentLength64 = content.Length;
        await context.Response.OutputStream.WriteAsync(content);
        context.Response.Close();
    }

    private bool IsSigned(HttpListenerRequest request)
    {
        var parts = (request.Headers["Authorization"] ?? "").Split([", ", " "], StringSplitOptions.None);
        if (parts is not ["AWS4-HMAC-SHA256", .. var fields])
        {
            return false;
        }

        var values = fields.Select(field => field.Split('=', 2)).ToDictionary(pair => pair[0], pair => pair[1], StringComparer.Ordinal);
        var time = request.Headers["x-amz-date"]!;
        var scope = $"{time[..8]}/{region}/s3/aws4_request";
        var signed = values["SignedHeaders"];
        var headers = string.Concat(signed.Split(';').Select(name => $"{name}:{request.Headers[name]?.Trim()}\n"));
        var canonical = $"{request.HttpMethod}\n{request.RawUrl!.Split('?')[0]}\n{Query(request)}\n{headers}\n{signed}\n{request.Headers["x-amz-content-sha256"]}";
        var text = $"AWS4-HMAC-SHA256\n{time}\n{scope}\n{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(canonical)))}";
        var signing = new[] { time[..8], region, "s3", "aws4_request" }.Aggregate(Encoding.UTF8.GetBytes("AWS4" + secret), Sign);
        return values["Credential"] == $"{key}/{scope}" && values["Signature"] == Convert.ToHexStringLower(Sign(signing, text));
    }

    private static string Query(HttpListenerRequest request)
    {
        var query = request.RawUrl!.Split('?') is [_, var text] ? text : "";
        return string.Join('&', query.Split('&', StringSplitOptions.RemoveEmptyEntries).Select(part => part.Contains('=', StringComparison.Ordinal) ? part : part + "=").Order(StringComparer.Ordinal));
    }

    /// <summary>Each chunk is its length in hex with its signature, a line end, that many bytes, a line end.</summary>
    private static byte[] Unchunk(byte[] body)
    {
        using var whole = new MemoryStream();
        var rest = body.AsSpan();
        while (rest.IndexOf("\r\n"u8) is > 0 and var end)
        {
            var length = Convert.ToInt32(Encoding.ASCII.GetString(rest[..end]).Split(';')[0], 16);
            whole.Write(rest.Slice(end + 2, length));
            rest = rest[(end + 2 + length + 2)..];
            if (length == 0)
            {
                break;
            }
        }

        return whole.ToArray();
    }

#pragma warning disable CA5351 // the ETag of S3 is an MD5
    private static byte[] Etag(byte[] content) => MD5.HashData(content);
#pragma warning restore CA5351

    private static byte[] Sign(byte[] with, string text) => HMACSHA256.HashData(with, Encoding.UTF8.GetBytes(text));
}
