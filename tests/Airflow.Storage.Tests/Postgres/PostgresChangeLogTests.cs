using Airflow.Storage.Tests.Conformance;

namespace Airflow.Storage.Tests.Postgres;

public sealed class PostgresChangeLogTests() : ChangeLogConformance(new PostgresTestDatabase());
