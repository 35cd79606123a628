using System.Runtime.CompilerServices;
using Airflow.Celery.Messages;
using Airflow.Engine.Messaging;

namespace Airflow.Celery.Brokers.Database;

/// <summary>
/// Listens to an exchange by reading what was sent since it last looked. Numbers are given before commits, so a smaller one may appear after
/// a greater: the last few are looked at again, and those that were seen are left out.
/// </summary>
internal sealed class DatabaseSubscription(DatabaseLink link, BrokerExchange exchange, string pattern, long last) : IBrokerSubscription
{
    private const long Overlap = 200;

    private readonly CancellationTokenSource ending = new();
    private readonly RetryDelays delays = new(link.Options, link.Clock);
    private readonly HashSet<long> seen = [];
    private readonly long first = last;
    private long newest = last;

    public async IAsyncEnumerable<BrokerMessage> ReadAllAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (ending.IsCancellationRequested)
        {
            yield break;
        }

        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, ending.Token);
        while (!ending.IsCancellationRequested)
        {
            var arrival = link.ArrivalAsync();
            var sent = await LookAsync(either.Token);
            foreach (var message in sent.Where(message => Wants(message.RoutingKey)))
            {
                if (Read(message) is { } read)
                {
                    yield return read;
                }
            }

            if (sent.Count == 0)
            {
                await link.WaitAsync(arrival, either.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                cancellationToken.ThrowIfCancellationRequested();
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await ending.CancelAsync();
        link.Pulse();
        ending.Dispose();
    }

    private bool Wants(string key) => exchange.Kind switch
    {
        ExchangeKind.Fanout => true,
        ExchangeKind.Direct => key == pattern,
        _ => TopicPattern.Matches(pattern, key),
    };

    /// <summary>What is new; nothing while the database is away or when the subscription ends.</summary>
    private async Task<IReadOnlyList<SentMessage>> LookAsync(CancellationToken cancellationToken)
    {
        try
        {
            var sent = await link.CallAsync(store => store.ListSentAsync(exchange.Name, newest - Overlap, cancellationToken));
            delays.Reset();
            var isFirst = seen.Count == 0;
            var fresh = sent.Where(message => !seen.Contains(message.Id) && !(isFirst && message.Id <= first)).ToList();
            seen.UnionWith(sent.Select(message => message.Id));
            newest = sent.Count > 0 ? Math.Max(newest, sent[^1].Id) : newest;
            seen.RemoveWhere(id => id <= newest - Overlap);
            return fresh;
        }
        catch (BrokerException exception) when (exception.IsTransient)
        {
            await delays.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            return [];
        }
        catch (OperationCanceledException) when (ending.IsCancellationRequested)
        {
            return [];
        }
    }

    private static BrokerMessage? Read(SentMessage message)
    {
        try
        {
            return DatabaseText.Read(message.Text);
        }
        catch (MessageRefusedException)
        {
            return null;
        }
    }
}
