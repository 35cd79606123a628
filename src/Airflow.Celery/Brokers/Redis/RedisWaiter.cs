namespace Airflow.Celery.Brokers.Redis;

/// <summary>A connection on which to wait for lists to get something.</summary>
internal sealed class RedisWaiter(RedisLink link) : IAsyncDisposable
{
    /// <summary>So long Redis waits at most, as in kombu; then it is asked again, which shows that it lives.</summary>
    private const int Seconds = 1;
    private RespStream? stream;
    private long clientId;

    /// <summary>List and text of what came, or null when nothing came in a second or the wait was ended.</summary>
    public async Task<(string List, ReadOnlyMemory<byte> Text)?> PopAsync(IEnumerable<string> lists, CancellationToken cancellationToken)
    {
        try
        {
            var open = stream ?? await OpenAsync(cancellationToken);
            await using var ending = cancellationToken.UnsafeRegister(_ => EndWait(), null);
            using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(Seconds) + link.Options.OperationTimeout, link.Clock);
            var reply = await CallAsync(open, RespCommand.Of(["BRPOP", .. lists, $"{Seconds}"]), limit.Token);
            return reply switch
            {
                { Kind: RespKind.List, Items: [{ } list, { } text] } => (list.Text, text.Bytes),
                // UNBLOCKED is how a wait ends that is told to
                { Kind: RespKind.Error } when !reply.Text.StartsWith("UNBLOCKED", StringComparison.Ordinal) => throw BrokerException.Refused(link.Endpoints.First.Address, reply.Text),
                _ => null,
            };
        }
        catch (BrokerException)
        {
            await CloseAsync();
            throw;
        }
    }

    /// <summary>Ends a wait that is under way.</summary>
    private void EndWait() => _ = EndWaitAsync();

    public async Task EndWaitAsync()
    {
        try
        {
            if (Volatile.Read(ref clientId) is > 0 and var id)
            {
                await link.Client.CallAsync(RespCommand.Of("CLIENT", "UNBLOCK", $"{id}"), CancellationToken.None);
            }
        }
        catch (BrokerException)
        {
            // then the wait fails, too, or ends within its second
            return;
        }
    }

    public ValueTask DisposeAsync() => CloseAsync();

    private async Task<RespReply> CallAsync(RespStream open, RespCommand command, CancellationToken cancellationToken)
    {
        try
        {
            return await open.CallAsync(command, cancellationToken);
        }
        catch (Exception exception) when (exception is IOException or OperationCanceledException or ObjectDisposedException)
        {
            throw BrokerException.Unavailable(link.Endpoints.First.Address, exception is OperationCanceledException ? "no answer in time" : exception.Message, exception);
        }
    }

    private async Task<RespStream> OpenAsync(CancellationToken cancellationToken)
    {
        stream = await link.ConnectAsync(cancellationToken);
        Volatile.Write(ref clientId, (await CallAsync(stream, RespCommand.Of("CLIENT", "ID"), cancellationToken)).Integer);
        return stream;
    }

    private async ValueTask CloseAsync()
    {
        Volatile.Write(ref clientId, 0);
        if (stream is { } open)
        {
            stream = null;
            await open.DisposeAsync();
        }
    }
}
