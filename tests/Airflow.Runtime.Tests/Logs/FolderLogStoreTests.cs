using Airflow.Engine;
using Airflow.Engine.Logs;
using Airflow.Runtime.Logs;

namespace Airflow.Runtime.Tests.Logs;

public sealed class FolderLogStoreTests : LogStoreConformance
{
    protected override IRemoteLogStore Store => field ??= Open($"file://{Folder}/shared");

    [Theory]
    [InlineData("")]
    [InlineData("logs")]
    [InlineData("gs://bucket/logs")]
    [InlineData("s3://")]
    public void An_address_of_no_store_is_refused_by_name(string address) =>
        Should.Throw<AirflowException>(() => Open(address)).Message.ShouldContain("remote_base_log_folder");

    private static IRemoteLogStore Open(string address) => RemoteLogStores.Open(new RemoteLogOptions { Folder = address }, (_, _) => throw new InvalidOperationException());
}
