using System.Net;
using System.Net.Http.Headers;
using Airflow.Engine;

namespace Airflow.Server.Logs;

/// <summary>Reads the log of a try from the worker that has it.</summary>
public sealed class WorkerLogReader(HttpClient client, IReadOnlyList<LogTokens> tokens)
{
    private const string Refused = "worker_logs_refused";

    /// <summary>What the file holds from that byte on; empty when nothing was added, null when the worker does not have it.</summary>
    /// <param name="worker">The worker's log server, such as http://worker-a:8793/.</param>
    /// <param name="path">The file, relative to the log folder.</param>
    /// <param name="offset">Bytes that are known already.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="AirflowException">worker_logs_refused; worker_logs_unreachable, transient.</exception>
    public async Task<byte[]?> ReadAsync(Uri worker, string path, long offset, CancellationToken cancellationToken)
    {
        for (var index = 0; ; index++)
        {
            try
            {
                return await ReadAsync(worker, tokens[index].For(path), path, offset, cancellationToken);
            }
            catch (AirflowException exception) when (exception.Code == Refused && index + 1 < tokens.Count)
            {
                // it may know another of our secrets
                continue;
            }
        }
    }

    private async Task<byte[]?> ReadAsync(Uri worker, string token, string path, long offset, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(worker, "/log/" + string.Join('/', path.Split('/').Select(Uri.EscapeDataString))));
        request.Headers.TryAddWithoutValidation("Authorization", token);
        if (offset > 0)
        {
            request.Headers.Range = new RangeHeaderValue(offset, null);
        }

        try
        {
            using var response = await client.SendAsync(request, cancellationToken);
            return response.StatusCode switch
            {
                HttpStatusCode.NotFound => null,
                HttpStatusCode.RequestedRangeNotSatisfiable => [],
                HttpStatusCode.Forbidden => throw new AirflowException(
                    Refused, $"{worker} does not give out the log: [api] secret_key (else the join secret) is not the same there, or its clock is wrong."),
                HttpStatusCode.OK when offset > 0 => [.. (await response.Content.ReadAsByteArrayAsync(cancellationToken)).Skip((int)offset)],
                HttpStatusCode.OK or HttpStatusCode.PartialContent => await response.Content.ReadAsByteArrayAsync(cancellationToken),
                var status => throw Unreachable(worker, $"it answered {(int)status}", null),
            };
        }
        catch (HttpRequestException exception)
        {
            throw Unreachable(worker, exception.Message, exception);
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw Unreachable(worker, "there was no answer in time", exception);
        }
    }

    private static AirflowException Unreachable(Uri worker, string reason, Exception? cause) =>
        new("worker_logs_unreachable", $"The logs of {worker} cannot be read: {reason}.", cause) { IsTransient = true };
}
