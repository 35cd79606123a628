using Airflow.Storage.Tests.Conformance;

namespace Airflow.Storage.Tests.Postgres;

public sealed class PostgresHoldTests() : HoldConformance(new PostgresTestDatabase());
