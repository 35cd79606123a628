namespace Airflow.Runtime.Logs;

using System.Globalization;
using System.Net;
using Airflow.Engine;
using Airflow.Engine.Connections;
using Airflow.Engine.Logs;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;

/// <summary>Logs as objects of S3, or of a server that speaks like it.</summary>
internal sealed class S3LogStore(RemoteLogOptions options, Func<string, CancellationToken, Task<Connection?>> findConnection) : IRemoteLogStore
{
    private readonly SemaphoreSlim opening = new(1, 1);
    private readonly string bucket = options.Folder["s3://".Length..].Split('/')[0];
    private readonly string prefix = string.Concat(options.Folder["s3://".Length..].Split('/', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(part => part + "/"));
    private AmazonS3Client? client;

    public string Name => options.Folder.TrimEnd('/');

    public Task UploadAsync(string path, string file, CancellationToken cancellationToken) => TryAsync(path, "written to", async s3 =>
    {
        await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        await s3.PutObjectAsync(
            new PutObjectRequest
            {
                BucketName = bucket,
                Key = prefix + path,
                InputStream = stream,
                AutoCloseStream = false,
                ContentType = "text/plain; charset=utf-8",
                ServerSideEncryptionMethod = options.IsEncrypted ? ServerSideEncryptionMethod.AES256 : null,
            },
            cancellationToken);
        return true;
    }, cancellationToken);

    public Task<LogBytes?> ReadAsync(string path, LogRange range, CancellationToken cancellationToken) => TryAsync<LogBytes?>(path, "read from", async s3 =>
    {
        try
        {
            var request = new GetObjectRequest { BucketName = bucket, Key = prefix + path };
            if (range != LogRange.From(0))
            {
                request.ByteRange = new ByteRange(range.Offset, range.Offset + range.Most - 1);
            }

            using var answer = await s3.GetObjectAsync(request, cancellationToken);
            using var content = new MemoryStream();
            await answer.ResponseStream.CopyToAsync(content, cancellationToken);
            return new LogBytes(content.ToArray(), LengthOf(answer));
        }
        catch (AmazonS3Exception exception) when (exception.StatusCode == HttpStatusCode.RequestedRangeNotSatisfiable)
        {
            return new LogBytes([], range.Offset);
        }
        catch (AmazonS3Exception exception) when (exception.StatusCode == HttpStatusCode.NotFound && exception.ErrorCode != "NoSuchBucket")
        {
            return null;
        }
    }, cancellationToken);

    /// <summary>Of the whole object: what "bytes 0-99/12345" ends with.</summary>
    private static long LengthOf(GetObjectResponse answer) =>
        answer.ContentRange is { } part && long.TryParse(part.AsSpan(part.LastIndexOf('/') + 1), CultureInfo.InvariantCulture, out var length) ? length : answer.ContentLength;

    private async Task<T> TryAsync<T>(string path, string verb, Func<AmazonS3Client, Task<T>> action, CancellationToken cancellationToken)
    {
        try
        {
            return await action(await ClientAsync(cancellationToken));
        }
        catch (Exception exception) when (exception is AmazonServiceException or AmazonClientException or HttpRequestException or IOException)
        {
            throw new AirflowException("log_store_failed", $"The log {path} cannot be {verb} {Name}: {exception.Message}", exception)
            {
                IsTransient = exception is not AmazonServiceException { StatusCode: HttpStatusCode.Forbidden or HttpStatusCode.NotFound or HttpStatusCode.BadRequest },
            };
        }
    }

    private async Task<AmazonS3Client> ClientAsync(CancellationToken cancellationToken)
    {
        await opening.WaitAsync(cancellationToken);
        try
        {
            return client ??= await OpenAsync(cancellationToken);
        }
        finally
        {
            opening.Release();
        }
    }

    private async Task<AmazonS3Client> OpenAsync(CancellationToken cancellationToken)
    {
        if (options.ConnectionId is not { } id)
        {
            return new AmazonS3Client(S3Settings.FromEnvironment().ToConfig());
        }

        var connection = await findConnection(id, cancellationToken)
            ?? throw new AirflowException("connection_not_found", $"[logging] remote_log_conn_id is '{id}', and there is no such connection.");
        var settings = S3Settings.Of(connection);
        return settings.Credentials is { } credentials ? new AmazonS3Client(credentials, settings.ToConfig()) : new AmazonS3Client(settings.ToConfig());
    }
}
