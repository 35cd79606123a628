using System.Text.Json.Nodes;
using Airflow.Celery.Brokers;
using Airflow.Celery.Events;
using Airflow.Celery.Messages;

namespace Airflow.Celery.Control;

/// <summary>Asks workers and tells them what to do, ours and those of Python alike.</summary>
public sealed class ControlClient(IBroker broker, TimeProvider clock)
{
    /// <summary>How long answers are waited for, as in Celery's own tools.</summary>
    public static readonly TimeSpan DefaultTimeout = TimeSpan.FromSeconds(1);

    /// <summary>How long the answer of nodes is waited for that are named: longer, for nothing is waited for once they have answered.</summary>
    public static readonly TimeSpan NamedTimeout = TimeSpan.FromSeconds(10);

    private readonly LamportClock lamport = new();

    /// <summary>Asks one thing; the answers by node name.</summary>
    /// <param name="question">What is asked.</param>
    /// <param name="destination">The nodes that are meant; when all have answered nobody else is waited for. Empty: all nodes.</param>
    /// <param name="timeout">How long answers are waited for.</param>
    /// <param name="cancellationToken">Ends the waiting with an error.</param>
    /// <param name="isEnough">Whether these answers will do; null: those of all who are meant.</param>
    public async Task<IReadOnlyDictionary<string, JsonNode?>> AskAsync(
        ControlQuestion question,
        IReadOnlyCollection<string> destination,
        TimeSpan timeout,
        CancellationToken cancellationToken,
        Func<IReadOnlyDictionary<string, JsonNode?>, bool>? isEnough = null) =>
        (await AskAllAsync([question], destination, timeout, cancellationToken, isEnough))[0];

    /// <summary>Asks several things at once; the answers to each by node name.</summary>
    public async Task<IReadOnlyList<IReadOnlyDictionary<string, JsonNode?>>> AskAllAsync(
        IReadOnlyList<ControlQuestion> questions,
        IReadOnlyCollection<string> destination,
        TimeSpan timeout,
        CancellationToken cancellationToken,
        Func<IReadOnlyDictionary<string, JsonNode?>, bool>? isEnough = null)
    {
        ArgumentNullException.ThrowIfNull(questions);
        ArgumentNullException.ThrowIfNull(destination);
        var key = NewId();
        await using var subscription = await broker.SubscribeAsync(BrokerExchange.Replies, key, $"{key}.reply.celery.pidbox", cancellationToken);
        var tickets = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var question in questions)
        {
            var ticket = NewId();
            tickets[ticket] = tickets.Count;
            await SendAsync(question, destination, new ReplyAddress(ticket, key, timeout), cancellationToken);
        }

        var answers = questions.Select(static _ => new Dictionary<string, JsonNode?>(StringComparer.Ordinal)).ToList();
        var expected = destination.Count > 0 ? destination.Count * questions.Count : int.MaxValue;
        using var limit = new CancellationTokenSource(timeout, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            await foreach (var message in subscription.ReadAllAsync(either.Token))
            {
                Take(message, tickets, answers);
                if (isEnough?.Invoke(answers[0]) ?? answers.Sum(static one => one.Count) >= expected)
                {
                    break;
                }
            }
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            // whoever has not answered by now counts as not there
            return answers;
        }

        return answers;
    }

    /// <summary>Tells nodes to do something and does not wait.</summary>
    public Task TellAsync(ControlQuestion question, IReadOnlyCollection<string> destination, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(question);
        ArgumentNullException.ThrowIfNull(destination);
        return SendAsync(question, destination, null, cancellationToken);
    }

    private Task SendAsync(ControlQuestion question, IReadOnlyCollection<string> destination, ReplyAddress? reply, CancellationToken cancellationToken)
    {
        var body = new JsonObject
        {
            ["method"] = question.Method,
            ["arguments"] = question.Arguments?.DeepClone() ?? new JsonObject(),
            ["destination"] = destination.Count > 0 ? new JsonArray([.. destination.Select(static name => JsonValue.Create(name))]) : null,
            ["pattern"] = null,
            ["matcher"] = null,
        };
        if (reply is not null)
        {
            body["ticket"] = reply.Ticket;
            body["reply_to"] = new JsonObject { ["exchange"] = BrokerExchange.Replies.Name, ["routing_key"] = reply.Key };
        }

        var headers = new JsonObject
        {
            ["clock"] = lamport.Forward(),
            ["expires"] = reply is null ? 0 : CeleryJson.Float(CeleryTime.Seconds(clock.GetUtcNow() + reply.Timeout)),
        };
        return broker.SendAsync(BrokerExchange.Control, "", new BrokerMessage { Body = CeleryJson.Write(body), Headers = headers }, cancellationToken);
    }

    private void Take(BrokerMessage message, Dictionary<string, int> tickets, List<Dictionary<string, JsonNode?>> answers)
    {
        try
        {
            lamport.Adjust(CeleryJson.Integer(message.Headers, "clock") ?? 0);
            if (CeleryJson.Text(message.Headers, "ticket") is not { } ticket || !tickets.TryGetValue(ticket, out var number) || MessageBody.Read(message) is not JsonObject body)
            {
                return;
            }

            foreach (var (node, answer) in body)
            {
                answers[number][node] = answer?.DeepClone();
            }
        }
        catch (MessageRefusedException)
        {
            // an answer that cannot be read is as good as none: the node is missing among those that answered
            return;
        }
    }

    private string NewId() => Guid.CreateVersion7(clock.GetUtcNow()).ToString();

    /// <summary>Where the answers go.</summary>
    private sealed record ReplyAddress(string Ticket, string Key, TimeSpan Timeout);
}
