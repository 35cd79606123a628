using Airflow.Storage.Tests.Conformance;

namespace Airflow.Storage.Tests.Postgres;

public sealed class PostgresRunStoreTests() : RunStoreConformance(new PostgresTestDatabase());
