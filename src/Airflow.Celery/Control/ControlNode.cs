using System.Text.Json.Nodes;
using Airflow.Celery.Brokers;
using Airflow.Celery.Messages;
using Airflow.Celery.Workers;
using Airflow.Engine;
using Microsoft.Extensions.Logging;

namespace Airflow.Celery.Control;

/// <summary>A worker's ear for remote control: carries out what it is told and answers who asked. Work of tries never holds it up.</summary>
internal sealed partial class ControlNode : IAsyncDisposable
{
    private static readonly TimeSpan RetryDelay = TimeSpan.FromSeconds(1);
    private readonly CeleryWorker worker;
    private readonly IBroker broker;
    private readonly TimeProvider clock;
    private readonly ILogger logger;
    private readonly CancellationTokenSource ending = new();
    private readonly TaskCompletionSource hearing = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Task listening;

    public ControlNode(CeleryWorker worker, IBroker broker, TimeProvider clock, ILogger logger)
    {
        this.worker = worker;
        this.broker = broker;
        this.clock = clock;
        this.logger = logger;
        listening = ListenAsync();
    }

    /// <summary>Completes once it hears, or the broker has turned out to be away: what is told before is told to nobody.</summary>
    public Task Hearing => hearing.Task;

    public async ValueTask DisposeAsync()
    {
        await ending.CancelAsync();
        await listening;
        ending.Dispose();
    }

    private async Task ListenAsync()
    {
        while (!ending.IsCancellationRequested)
        {
            try
            {
                await using var subscription = await broker.SubscribeAsync(BrokerExchange.Control, "", $"{worker.Options.NodeName}.celery.pidbox", ending.Token);
                hearing.TrySetResult();
                await foreach (var message in subscription.ReadAllAsync(ending.Token))
                {
                    await HandleAsync(message);
                }
            }
            catch (OperationCanceledException) when (ending.IsCancellationRequested)
            {
                return;
            }
            catch (BrokerException exception)
            {
                hearing.TrySetResult();
                Log.NotHeard(logger, exception.Message);
                await Task.Delay(RetryDelay, clock, ending.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task HandleAsync(BrokerMessage message)
    {
        try
        {
            var request = ControlRequest.Read(message);
            worker.Lamport.Forward();
            worker.Lamport.Adjust(request.Clock);
            if (!request.IsFor(worker.Options.NodeName))
            {
                return;
            }

            var answer = await RunAsync(request);
            if (request is { ReplyKey: { } key, Method: not ControlCommands.Shutdown })
            {
                await ReplyAsync(request, key, answer);
            }
        }
        catch (AirflowException exception)
        {
            Log.NotAnswered(logger, exception.Message);
        }
    }

    private async Task<JsonNode?> RunAsync(ControlRequest request)
    {
        if (!ControlCommands.All.TryGetValue(request.Method, out var command))
        {
            return new JsonObject { ["error"] = $"KeyError('{request.Method}')" };
        }

        Log.Told(logger, request.Method, request.Arguments.ToJsonString());
        try
        {
            return await command(worker, request.Arguments, ending.Token);
        }
        catch (ControlException exception)
        {
            return new JsonObject { ["error"] = exception.Message };
        }
    }

    private Task ReplyAsync(ControlRequest request, string key, JsonNode? answer) => broker.SendAsync(
        BrokerExchange.Replies,
        key,
        new BrokerMessage
        {
            Body = CeleryJson.Write(new JsonObject { [worker.Options.NodeName] = answer }),
            Headers = new JsonObject { ["ticket"] = request.Ticket, ["clock"] = worker.Lamport.Forward() },
            DeliveryMode = 1,
        },
        ending.Token);

    private static partial class Log
    {
        [LoggerMessage(7301, LogLevel.Debug, "Told to {Method} {Arguments}")]
        public static partial void Told(ILogger logger, string method, string arguments);

        [LoggerMessage(7302, LogLevel.Warning, "Remote control cannot be heard; trying again: {Reason}")]
        public static partial void NotHeard(ILogger logger, string reason);

        [LoggerMessage(7303, LogLevel.Warning, "A command was not carried out or not answered: {Reason}")]
        public static partial void NotAnswered(ILogger logger, string reason);
    }
}
