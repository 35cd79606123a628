using Airflow.Storage.Listing;

namespace Airflow.Storage.Tests.Listing;

public sealed class ListTablesTests
{
    private static readonly ListTables Tables = new("""
        task_instance t
        LEFT JOIN dag_run r ON r.dag_id = t.dag_id AND r.run_id = t.run_id
        LEFT JOIN "trigger" g ON g.id = t.trigger_id
        LEFT JOIN job j ON j.id = g.triggerer_id
        JOIN hitl_detail h ON h.ti_id = t.id
        """);

    [Fact]
    public void Joins_that_no_word_names_are_left_out_but_for_those_that_choose_rows() =>
        Tables.For("WHERE t.state = @p0").ShouldBe("task_instance t\nJOIN hitl_detail h ON h.ti_id = t.id");

    [Fact]
    public void A_join_brings_the_one_that_it_stands_on() =>
        Tables.For("ORDER BY j.hostname").ShouldBe("task_instance t\nLEFT JOIN \"trigger\" g ON g.id = t.trigger_id\nLEFT JOIN job j ON j.id = g.triggerer_id\nJOIN hitl_detail h ON h.ti_id = t.id");

    [Fact]
    public void Columns_are_told_apart_by_their_table()
    {
        Tables.Has("t.id").ShouldBeTrue();
        Tables.Has("h.ti_id").ShouldBeFalse();
    }
}
