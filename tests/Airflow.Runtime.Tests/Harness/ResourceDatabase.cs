using Airflow.Engine.Execution;
using Airflow.Storage;

namespace Airflow.Runtime.Tests.Harness;

/// <summary>A real database for what tasks look up and keep; migrated when a test asks for it.</summary>
internal sealed class ResourceDatabase : IAsyncDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("airflow-rdb-").FullName;

    public ResourceDatabase() => Stores = AirflowDatabase.Open($"sqlite:///{Path.Combine(folder, "airflow.db")}");

    public AirflowStores Stores { get; }

    public TaskResources Resources => new(Stores.Dags, Stores.Assets, Stores.AssetStates, Stores.TaskStates, Stores.HumanInput);

    public static async Task<ResourceDatabase> CreateAsync()
    {
        var database = new ResourceDatabase();
        await database.Stores.Database.MigrateAsync(TestContext.Current.CancellationToken);
        return database;
    }

    public async ValueTask DisposeAsync()
    {
        await Stores.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }
}
