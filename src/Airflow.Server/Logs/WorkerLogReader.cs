using System.Net;
using System.Net.Http.Headers;
using Airflow.Engine;
using Airflow.Engine.Logs;

namespace Airflow.Server.Logs;

/// <summary>Reads the log of a try from the worker that has it.</summary>
public sealed class WorkerLogReader(HttpClient client, IReadOnlyList<LogTokens> tokens)
{
    private const string Refused = "worker_logs_refused";

    /// <summary>What the file holds in that part; empty when nothing was added, null when the worker does not have it.</summary>
    /// <param name="worker">The worker's log server, such as http://worker-a:8793/.</param>
    /// <param name="path">The file, relative to the log folder.</param>
    /// <param name="range">The part.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="AirflowException">worker_logs_refused; worker_logs_unreachable, transient.</exception>
    public async Task<LogBytes?> ReadAsync(Uri worker, string path, LogRange range, CancellationToken cancellationToken)
    {
        for (var index = 0; ; index++)
        {
            try
            {
                return await ReadAsync(worker, tokens[index].For(path), path, range, cancellationToken);
            }
            catch (AirflowException exception) when (exception.Code == Refused && index + 1 < tokens.Count)
            {
                // it may know another of our secrets
                continue;
            }
        }
    }

    private async Task<LogBytes?> ReadAsync(Uri worker, string token, string path, LogRange range, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(worker, "/log/" + string.Join('/', path.Split('/').Select(Uri.EscapeDataString))));
        request.Headers.TryAddWithoutValidation("Authorization", token);
        if (range != LogRange.From(0))
        {
            request.Headers.Range = new RangeHeaderValue(range.Offset, range.Offset + range.Most - 1);
        }

        try
        {
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            limit.CancelAfter(client.Timeout);
            using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, limit.Token);
            return response.StatusCode switch
            {
                HttpStatusCode.NotFound => null,
                HttpStatusCode.RequestedRangeNotSatisfiable => new LogBytes([], response.Content.Headers.ContentRange?.Length ?? range.Offset),
                HttpStatusCode.Forbidden => throw new AirflowException(
                    Refused, $"{worker} does not give out the log: [api] secret_key (else the join secret) is not the same there, or its clock is wrong."),
                // who knows no parts sends the whole
                HttpStatusCode.OK => await PartAsync(response, range.Offset, range.Most, limit.Token),
                HttpStatusCode.PartialContent => await PartAsync(response, 0, range.Most, limit.Token),
                var status => throw Unreachable(worker, $"it answered {(int)status}", null),
            };
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            throw Unreachable(worker, exception.Message, exception);
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw Unreachable(worker, "there was no answer in time", exception);
        }
    }

    private static async Task<LogBytes> PartAsync(HttpResponseMessage response, long skipped, int most, CancellationToken cancellationToken)
    {
        await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
        var block = new byte[64 * 1024];
        using var part = new MemoryStream();
        while (part.Length < most && await stream.ReadAsync(block, cancellationToken) is > 0 and var count)
        {
            var from = (int)Math.Min(skipped, count);
            skipped -= from;
            await part.WriteAsync(block.AsMemory(from, (int)Math.Min(count - from, most - part.Length)), cancellationToken);
        }

        var headers = response.Content.Headers;
        return new LogBytes(part.ToArray(), headers.ContentRange?.Length ?? headers.ContentLength ?? part.Length);
    }

    private static AirflowException Unreachable(Uri worker, string reason, Exception? cause) =>
        new("worker_logs_unreachable", $"The logs of {worker} cannot be read: {reason}.", cause) { IsTransient = true };
}
