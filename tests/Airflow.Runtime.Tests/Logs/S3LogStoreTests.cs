namespace Airflow.Runtime.Tests.Logs;

using Airflow.Engine;
using Airflow.Engine.Connections;
using Airflow.Engine.Logs;
using Airflow.Runtime.Logs;

public sealed class S3LogStoreTests : LogStoreConformance
{
    private readonly SignedBucket bucket = new("AKIATEST", "the secret key", "eu-central-1");

    protected override IRemoteLogStore Store => field ??= Open("the secret key");

    [Fact]
    public async Task Objects_lie_below_the_prefix()
    {
        var file = Path.Combine(Folder, "one.log");
        await File.WriteAllTextAsync(file, "one", Cancel);

        await Store.UploadAsync("dag_id=d/attempt=1.log", file, Cancel);

        bucket.Objects.Keys.ShouldBe(["/logs/team/airflow/dag_id=d/attempt=1.log"]);
    }

    [Fact]
    public async Task A_wrong_key_is_said()
    {
        var exception = await Should.ThrowAsync<AirflowException>(() => Open("another key").ReadAsync("dag_id=d/attempt=1.log", LogRange.From(0), Cancel));

        exception.Code.ShouldBe("log_store_failed");
        exception.IsTransient.ShouldBeFalse();
        exception.Message.ShouldContain("s3://logs/team/airflow");
    }

    private IRemoteLogStore Open(string secret) => RemoteLogStores.Open(
        new RemoteLogOptions { Folder = "s3://logs/team/airflow/", ConnectionId = "logs" },
        (_, _) => Task.FromResult<Connection?>(new Connection
        {
            ConnId = "logs",
            ConnType = "aws",
            Login = "AKIATEST",
            Password = secret,
            Extra = $$"""{"endpoint_url": "{{bucket.Address}}", "region_name": "eu-central-1"}""",
        }));

    protected override void Dispose(bool disposing)
    {
        bucket.Dispose();
        base.Dispose(disposing);
    }
}
