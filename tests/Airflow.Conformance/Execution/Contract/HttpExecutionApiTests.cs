using Airflow.Engine;
using Airflow.Engine.Execution;
using Airflow.Engine.Runs;
using Airflow.Engine.Tasks;
using Airflow.Runtime.Remote;

namespace Airflow.Conformance.Execution.Contract;

public sealed class HttpExecutionApiTests : ExecutionApiContract
{
    private readonly LossyHandler line = new();
    private RemoteConnection? connection;

    private RemoteConnection Connection => connection ??= Server.Connect(handler: line);

    private HttpExecutionApi Http => new(Connection, TimeProvider.System);

    [Fact]
    public async Task A_try_is_claimed_by_its_id_alone()
    {
        var workload = await QueueAsync("one");

        var claim = await Http.ClaimAsync(workload.Id, new WorkerIdentity("worker-a", "airflow", 1, "CeleryExecutor"), Cancel);

        claim.Workload.ShouldBe(workload);
        claim.Start.Run.ShouldNotBeNull().RunId.ShouldBe("r");
        (await Http.ClaimAsync(Guid.Empty, new WorkerIdentity("worker-a", "airflow", 1, "CeleryExecutor"), Cancel)).Start.Refusal.ShouldNotBeNull();
    }

    [Fact]
    public async Task A_lost_answer_changes_nothing()
    {
        var workload = await QueueAsync("one", maxTries: 1);
        var worker = new WorkerIdentity("worker-a", "airflow", 1, "CeleryExecutor");
        await Connection.JoinAsync(Cancel);

        line.LoseNextAnswer();
        (await Http.StartAsync(workload, worker, Cancel)).Refusal.ShouldBeNull();
        line.LoseNextAnswer();
        (await Http.FinishAsync(workload, new TryOutcome { State = TaskState.UpForRetry, EndDate = TimeProvider.System.GetUtcNow(), Worker = worker }, Cancel)).ShouldBeTrue();
        line.LoseNextAnswer();
        (await Http.TriggerRunAsync("wire_child", new ManualRunRequest { RunId = "x", TriggeredBy = "operator" }, Cancel)).ShouldBe(RunCreation.Created);

        line.Lost.ShouldBe(3);
        (await Server.Stores.TaskInstances.ListHistoryAsync(workload.Key, Cancel)).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task What_the_server_refuses_comes_with_its_code()
    {
        var request = new ManualRunRequest { RunId = "x", TriggeredBy = "operator", Conf = "{}" };
        await Http.TriggerRunAsync("wire_child", request, Cancel);

        var error = await Should.ThrowAsync<AirflowException>(() => Http.SetVariableAsync("", "v", null, Cancel));

        error.Code.ShouldBe("variable_invalid");
        error.IsTransient.ShouldBeFalse();
    }

    public override async ValueTask DisposeAsync()
    {
        connection?.Dispose();
        line.Dispose();
        await base.DisposeAsync();
    }

    private protected override IExecutionApi OpenApi() => Http;

    private protected override TaskResources OpenResources() => RemoteResources.Of(Connection);

    /// <summary>A line on which an answer can get lost after the server has done what was asked.</summary>
    private sealed class LossyHandler() : DelegatingHandler(new SocketsHttpHandler())
    {
        private bool loses;

        public int Lost { get; private set; }

        public void LoseNextAnswer() => loses = true;

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var response = await base.SendAsync(request, cancellationToken);
            if (!loses)
            {
                return response;
            }

            loses = false;
            Lost++;
            response.Dispose();
            throw new HttpRequestException("The connection was reset.");
        }
    }
}
