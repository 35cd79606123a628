using Airflow.Storage.Tests.Conformance;

namespace Airflow.Storage.Tests.Postgres;

public sealed class PostgresDagStoreTests() : DagStoreConformance(new PostgresTestDatabase());
