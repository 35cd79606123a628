using Airflow.Storage.Tests.Conformance;

namespace Airflow.Storage.Tests.Postgres;

public sealed class PostgresGridTests() : GridConformance(new PostgresTestDatabase());
