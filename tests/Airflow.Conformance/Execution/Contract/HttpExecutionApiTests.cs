using System.Net.Http.Headers;
using Airflow.Engine;
using Airflow.Engine.Coordination;
using Airflow.Engine.Execution;
using Airflow.Engine.Execution.Remote;
using Airflow.Engine.Runs;
using Airflow.Engine.Tasks;
using Airflow.Runtime.Remote;
using Microsoft.Extensions.Logging.Abstractions;

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
    public async Task A_line_that_is_cut_for_a_while_is_tried_again()
    {
        var workload = await QueueAsync("one");
        var worker = new WorkerIdentity("worker-a", "airflow", 1, "CeleryExecutor");
        await Connection.JoinAsync(Cancel);

        line.Cut(4);

        (await Http.ClaimAsync(workload.Id, worker, Cancel)).Start.Refusal.ShouldBeNull();
        line.Lost.ShouldBe(4);
    }

    [Fact]
    public async Task A_line_that_stays_cut_is_a_passing_trouble_that_claims_nothing()
    {
        var workload = await QueueAsync("one");
        await Connection.JoinAsync(Cancel);

        line.Cut(5);
        var error = await Should.ThrowAsync<AirflowException>(() => Http.ClaimAsync(workload.Id, new WorkerIdentity("worker-a", "airflow", 1, "CeleryExecutor"), Cancel));

        error.IsTransient.ShouldBeTrue();
        (await Server.Stores.TaskInstances.FindAsync(workload.Id, Cancel)).ShouldNotBeNull().State.ShouldBe(TaskState.Queued);
    }

    [Fact]
    public async Task A_worker_whose_token_ended_joins_again_in_between()
    {
        var workload = await QueueAsync("one");
        await Connection.JoinAsync(Cancel);

        line.SpoilNextToken();

        (await Http.HeartbeatAsync([workload.Id], Cancel)).ShouldBe([workload.Id]);
        line.Joins.ShouldBe(2);
    }

    [Fact]
    public async Task A_worker_tells_of_itself_until_it_ends()
    {
        var now = TimeProvider.System.GetUtcNow();
        var worker = new WorkerRecord
        {
            Id = Guid.CreateVersion7(now),
            Name = "celery@worker-a",
            Hostname = "worker-a",
            Pid = 7,
            Queues = ["kafka_queue", "default"],
            Capacity = 4,
            LogPort = 8793,
            Settings = new Dictionary<string, string>(StringComparer.Ordinal) { ["core.parallelism"] = "7" },
            // the clock of a worker's host does not matter
            StartedAt = DateTimeOffset.UnixEpoch,
            LatestHeartbeat = DateTimeOffset.UnixEpoch,
        };
        await using (var registration = new WorkerRegistration(
            (told, token) => Connection.CallAsync(RemoteCalls.ReportWorker, told, token), () => worker, TimeProvider.System, NullLogger<WorkerRegistration>.Instance))
        {
            line.LoseNextAnswer();
            await registration.StartAsync(Cancel);

            var stored = (await Server.Stores.Workers.ListAsync("worker-a", now.AddSeconds(-1), Cancel)).ShouldHaveSingleItem();
            stored.Address.ShouldBe("127.0.0.1");
            stored.Queues.ShouldBe(["kafka_queue", "default"]);
            stored.IsAlive(now).ShouldBeTrue();
        }

        (await Server.Stores.Workers.ListAsync("worker-a", null, Cancel)).ShouldHaveSingleItem().EndedAt.ShouldNotBeNull();
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
        private bool spoils;
        private int cut;

        public int Lost { get; private set; }

        public int Joins { get; private set; }

        /// <summary>So many requests never arrive.</summary>
        public void Cut(int count) => cut = count;

        public void SpoilNextToken() => spoils = true;

        public void LoseNextAnswer() => loses = true;

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (cut > 0)
            {
                cut--;
                Lost++;
                throw new HttpRequestException("The network is unreachable.");
            }

            if (spoils)
            {
                spoils = false;
                request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", "spoilt");
            }

            Joins += request.RequestUri!.AbsolutePath.EndsWith("/join", StringComparison.Ordinal) ? 1 : 0;
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
