using Airflow.Storage.Tests.Conformance;

namespace Airflow.Storage.Tests.Postgres;

public sealed class PostgresAssetStoreTests() : AssetStoreConformance(new PostgresTestDatabase());
