using System.Globalization;
using System.IO.Compression;
using System.Text.Json;
using System.Text.Json.Nodes;
using Airflow.Engine.Coordination;
using Airflow.Server.Api.Auth;
using Microsoft.AspNetCore.Http;

namespace Airflow.Server.Api;

/// <summary>One request to the REST API, its declared parts checked, and its answer.</summary>
internal sealed class ApiCall(HttpContext context, ApiServices services, ApiOperation operation, ApiUser? user, ApiInput input)
{
    private const int CompressedFrom = 1024;

    public ApiServices Services { get; } = services;

    public HttpContext Context => context;

    /// <summary>The name of the operation, which is that of its event in the audit log.</summary>
    public string OperationId => operation.Id;

    /// <summary>Who calls; never null where a right is needed.</summary>
    public ApiUser User => user ?? throw new InvalidOperationException($"{operation.Id} is open to everybody and knows no user.");

    public CancellationToken Aborted => context.RequestAborted;

    public HttpResponse Response => context.Response;

    /// <summary>The body, checked; undefined when it was left out.</summary>
    public JsonElement Body => input.Body;

    /// <summary>A part of the path.</summary>
    public string Route(string name) => (string?)context.Request.RouteValues[name] ?? "";

    public string? Text(string name) => input.Find(Declared(name)) is [.., var last] ? (string)last : (string?)Declared(name).Default;

    public IReadOnlyList<string>? Texts(string name) => input.Find(Declared(name)) is { } values ? [.. values.Cast<string>()]
        : Declared(name).Default is JsonArray otherwise ? [.. otherwise.Select(static item => (string)item!)] : null;

    public long? Long(string name) => input.Find(Declared(name)) is [.., var last] ? (long)last : (long?)(int?)Declared(name).Default;

    public IReadOnlyList<long>? Longs(string name) => input.Find(Declared(name)) is { } values ? [.. values.Cast<long>()] : null;

    public int? Int(string name) => (int?)Long(name);

    public double? Number(string name) => input.Find(Declared(name)) is [.., var last] ? (double)last : (double?)Declared(name).Default;

    public bool? Flag(string name) => input.Find(Declared(name)) is [.., var last] ? (bool)last : (bool?)Declared(name).Default;

    public DateTimeOffset? Time(string name) => input.Find(Declared(name)) is [.., var last] ? (DateTimeOffset)last : null;

    public DateOnly? Date(string name) => input.Find(Declared(name)) is [.., var last] ? (DateOnly)last : null;

    public IReadOnlyList<DateTimeOffset>? Times(string name) => input.Find(Declared(name)) is { } values ? [.. values.Cast<DateTimeOffset>()] : null;

    public Task AnswerAsync<T>(T body) => AnswerAsync(body, operation.Status);

    public async Task AnswerAsync<T>(T body, int status)
    {
        Response.StatusCode = status;
        await WriteAsync(JsonSerializer.SerializeToUtf8Bytes(body, ApiJson.Options));
    }

    /// <summary>No body.</summary>
    public Task EndAsync(int? status = null)
    {
        Response.StatusCode = status ?? operation.Status;
        return Task.CompletedTask;
    }

    /// <summary>Writes the entry of the audit log for what was done.</summary>
    public Task AuditAsync(AuditEntry entry) =>
        Services.Audit.AddAsync(entry with { At = Services.Clock.GetUtcNow(), Owner = User.Name, Extra = AuditExtra.Of(this, entry.Extra) }, Aborted);

    /// <summary>Writes JSON, compressed where the caller takes that and it is worth it.</summary>
    public Task WriteAsync(ReadOnlyMemory<byte> json) => WriteAsync([json]);

    /// <summary>The same of JSON that is in parts, one after the other.</summary>
    public async Task WriteAsync(IReadOnlyList<ReadOnlyMemory<byte>> parts)
    {
        var length = parts.Sum(static part => (long)part.Length);
        if (length < CompressedFrom || !TakesGzip())
        {
            Response.ContentLength = length;
            await WriteAsync(Response.Body, parts);
            return;
        }

        Response.Headers.ContentEncoding = "gzip";
        await using var zip = new GZipStream(Response.Body, CompressionLevel.Fastest, leaveOpen: true);
        await WriteAsync(zip, parts);
    }

    /// <summary>The same of what is made while it is written: one part is in memory.</summary>
    public async Task WriteAsync(IAsyncEnumerable<ReadOnlyMemory<byte>> parts)
    {
        if (!TakesGzip())
        {
            await WriteAsync(Response.Body, parts);
            return;
        }

        Response.Headers.ContentEncoding = "gzip";
        await using var zip = new GZipStream(Response.Body, CompressionLevel.Fastest, leaveOpen: true);
        await WriteAsync(zip, parts);
    }

    private async Task WriteAsync(Stream stream, IAsyncEnumerable<ReadOnlyMemory<byte>> parts)
    {
        await foreach (var part in parts.WithCancellation(Aborted))
        {
            await stream.WriteAsync(part, Aborted);
        }
    }

    private async Task WriteAsync(Stream stream, IReadOnlyList<ReadOnlyMemory<byte>> parts)
    {
        foreach (var part in parts)
        {
            await stream.WriteAsync(part, Aborted);
        }
    }

    private bool TakesGzip() => context.Request.Headers.AcceptEncoding.Any(static value => value?.Contains("gzip", StringComparison.OrdinalIgnoreCase) == true);

    private ApiParameter Declared(string name) => operation.Parameters.FirstOrDefault(parameter => parameter.Name == name)
        ?? Optional(name)
        ?? throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"{operation.Id} declares no parameter {name}."));

    /// <summary>Shared readers ask for these whether or not the operation takes them.</summary>
    private static ApiParameter? Optional(string name) => name is "cursor" or "order_by" or "limit" or "offset" ? new ApiParameter(name) : null;
}
