--
-- PostgreSQL database dump
--

\restrict Us0ifnjc6q49M22zMY9pwajzSMJA6hhmXkzQ6seuwdtJ522Jr4BMJFY9YmaNL6T

-- Dumped from database version 18.4
-- Dumped by pg_dump version 18.6 (Debian 18.6-3)

SET statement_timeout = 0;
SET lock_timeout = 0;
SET idle_in_transaction_session_timeout = 0;
SET transaction_timeout = 0;
SET client_encoding = 'UTF8';
SET standard_conforming_strings = on;
SELECT pg_catalog.set_config('search_path', '', false);
SET check_function_bodies = false;
SET xmloption = content;
SET client_min_messages = warning;
SET row_security = off;

DROP DATABASE IF EXISTS app;
--
-- Name: app; Type: DATABASE; Schema: -; Owner: -
--

CREATE DATABASE app WITH TEMPLATE = template0 ENCODING = 'UTF8' LOCALE_PROVIDER = libc LOCALE = 'C.UTF-8';


\unrestrict Us0ifnjc6q49M22zMY9pwajzSMJA6hhmXkzQ6seuwdtJ522Jr4BMJFY9YmaNL6T
\connect app
\restrict Us0ifnjc6q49M22zMY9pwajzSMJA6hhmXkzQ6seuwdtJ522Jr4BMJFY9YmaNL6T

SET statement_timeout = 0;
SET lock_timeout = 0;
SET idle_in_transaction_session_timeout = 0;
SET transaction_timeout = 0;
SET client_encoding = 'UTF8';
SET standard_conforming_strings = on;
SELECT pg_catalog.set_config('search_path', '', false);
SET check_function_bodies = false;
SET xmloption = content;
SET client_min_messages = warning;
SET row_security = off;

--
-- Name: My App; Type: SCHEMA; Schema: -; Owner: -
--

CREATE SCHEMA "My App";


--
-- Name: btree_gist; Type: EXTENSION; Schema: -; Owner: -
--

CREATE EXTENSION IF NOT EXISTS btree_gist WITH SCHEMA public;


--
-- Name: EXTENSION btree_gist; Type: COMMENT; Schema: -; Owner: -
--

COMMENT ON EXTENSION btree_gist IS 'support for indexing common datatypes in GiST';


--
-- Name: citext; Type: EXTENSION; Schema: -; Owner: -
--

CREATE EXTENSION IF NOT EXISTS citext WITH SCHEMA public;


--
-- Name: EXTENSION citext; Type: COMMENT; Schema: -; Owner: -
--

COMMENT ON EXTENSION citext IS 'data type for case-insensitive character strings';


--
-- Name: mood; Type: TYPE; Schema: My App; Owner: -
--

CREATE TYPE "My App".mood AS ENUM (
    'happy',
    'it''s "so"',
    ''
);


--
-- Name: email; Type: DOMAIN; Schema: public; Owner: -
--

CREATE DOMAIN public.email AS public.citext
	CONSTRAINT at CHECK ((VALUE OPERATOR(public.~) '@'::public.citext));


--
-- Name: point3; Type: TYPE; Schema: public; Owner: -
--

CREATE TYPE public.point3 AS (
	x double precision,
	y numeric(5,2)[],
	label character varying(20)
);


--
-- Name: small; Type: DOMAIN; Schema: public; Owner: -
--

CREATE DOMAIN public.small AS smallint NOT NULL DEFAULT 7
	CONSTRAINT small_check CHECK ((VALUE > 0));


--
-- Name: smaller; Type: DOMAIN; Schema: public; Owner: -
--

CREATE DOMAIN public.smaller AS public.small DEFAULT 7
	CONSTRAINT smaller_check CHECK (((VALUE)::smallint < 10));


--
-- Name: span; Type: TYPE; Schema: public; Owner: -
--

CREATE TYPE public.span AS RANGE (
    subtype = timestamp with time zone,
    multirange_type_name = public.span_multirange
);


--
-- Name: tags; Type: DOMAIN; Schema: public; Owner: -
--

CREATE DOMAIN public.tags AS text[];


--
-- Name: atomic(integer); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.atomic(x integer) RETURNS integer
    LANGUAGE sql
    BEGIN ATOMIC
 SELECT
         CASE
             WHEN (x > 1) THEN 2
             ELSE 3
         END AS "case";
 SELECT 4;
END;


--
-- Name: ev(); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.ev() RETURNS event_trigger
    LANGUAGE plpgsql
    AS $$BEGIN END$$;


--
-- Name: fill(); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.fill() RETURNS trigger
    LANGUAGE plpgsql
    AS $_$
BEGIN
  -- $$ ; not the end
  IF TG_OP = 'INSERT' THEN NEW.v := upper(NEW.v); END IF;
  SELECT 1 INTO NEW.id;
  RETURN NEW;
END $_$;


--
-- Name: whole(); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.whole() RETURNS trigger
    LANGUAGE plpgsql
    AS $$BEGIN NEW := OLD; RETURN NEW; END$$;


SET default_tablespace = '';

SET default_table_access_method = heap;

--
-- Name: a.b; Type: TABLE; Schema: My App; Owner: -
--

CREATE UNLOGGED TABLE "My App"."a.b" (
    "x y" integer
);


--
-- Name: mat; Type: MATERIALIZED VIEW; Schema: My App; Owner: -
--

CREATE MATERIALIZED VIEW "My App".mat AS
 SELECT 1 AS k
  WITH NO DATA;


--
-- Name: Child; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public."Child" (
    "Id" integer NOT NULL,
    owner_id integer,
    self integer
);


--
-- Name: Child_Id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

CREATE SEQUENCE public."Child_Id_seq"
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


--
-- Name: Child_Id_seq; Type: SEQUENCE OWNED BY; Schema: public; Owner: -
--

ALTER SEQUENCE public."Child_Id_seq" OWNED BY public."Child"."Id";


--
-- Name: base; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.base (
    a integer NOT NULL,
    b text DEFAULT 'base'::text
);

ALTER TABLE ONLY public.base FORCE ROW LEVEL SECURITY;


--
-- Name: TABLE base; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON TABLE public.base IS 'a; b -- c
\! echo no';


--
-- Name: p1; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.p1 (
    a integer CONSTRAINT p1_a NOT NULL,
    b integer
);


--
-- Name: c1; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.c1 (
    CONSTRAINT c1_b_own NOT NULL b,
    c integer
)
INHERITS (public.p1);


--
-- Name: handmade; Type: SEQUENCE; Schema: public; Owner: -
--

CREATE SEQUENCE public.handmade
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


--
-- Name: handmade; Type: SEQUENCE OWNED BY; Schema: public; Owner: -
--

ALTER SEQUENCE public.handmade OWNED BY public.base.a;


--
-- Name: heir; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.heir (
    b text DEFAULT 'heir'::text,
    c integer
)
INHERITS (public.base);


--
-- Name: kinds; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.kinds (
    a smallint,
    b integer,
    c bigint,
    d real,
    e double precision,
    f numeric,
    g numeric(12,3),
    h numeric(5,0)[],
    i boolean,
    j text,
    k character varying,
    l character varying(80),
    m character(7),
    n "char",
    o name,
    p public.citext,
    q bytea,
    r date,
    s time without time zone,
    t time(3) without time zone,
    u time with time zone,
    v timestamp without time zone,
    w timestamp(0) without time zone,
    x timestamp with time zone,
    y timestamp(3) with time zone,
    z interval,
    aa interval day to second(3),
    ab interval(2),
    ac interval year to month,
    ad uuid,
    ae json,
    af jsonb[],
    ag "My App".mood,
    ah "My App".mood[],
    ai inet,
    aj cidr,
    ak macaddr,
    al macaddr8,
    am xml,
    an bit(3),
    ao bit varying(9),
    ap money,
    aq int4range,
    ar public.span,
    as_ tsvector,
    at_ public.point3,
    au public.email,
    av public.smaller,
    aw public.tags,
    ax integer[],
    ay point,
    az oid,
    ba public.email[],
    bb bit(1)
);


--
-- Name: modern; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.modern (
    id integer CONSTRAINT modern_id_nn NOT NULL,
    a integer,
    twice integer GENERATED ALWAYS AS ((a * 2)),
    "Thrice" integer GENERATED ALWAYS AS (((a * 3) + length('), ('::text))),
    kept integer GENERATED ALWAYS AS ((a + 1)) STORED,
    during tstzrange NOT NULL
);


--
-- Name: modern_child; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.modern_child (
    id integer,
    during tstzrange
);


--
-- Name: modern_child2; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.modern_child2 (
    id integer,
    m integer
);


--
-- Name: noin; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.noin (
    a integer CONSTRAINT noin_nn NOT NULL NO INHERIT
);


--
-- Name: nothing; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.nothing (
);


--
-- Name: shared_seq; Type: SEQUENCE; Schema: public; Owner: -
--

CREATE SEQUENCE public.shared_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


--
-- Name: owner; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.owner (
    id integer NOT NULL,
    "Select" text DEFAULT 'a, (b) -- c'::text NOT NULL COLLATE pg_catalog."C",
    n integer DEFAULT (1 + (2 * 3)) NOT NULL,
    nothing character varying(9) DEFAULT NULL::character varying,
    total numeric GENERATED ALWAYS AS (((n * 2))::numeric) STORED,
    code text DEFAULT ('X'::text || nextval('public.shared_seq'::regclass)),
    late integer DEFAULT nextval(('public.shared_seq'::text)::regclass),
    CONSTRAINT chk CHECK (((n <> 5) AND ("Select" <> ';'::text))),
    CONSTRAINT owner_n_check CHECK ((n > 0))
);


--
-- Name: owner_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.owner ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.owner_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: parted; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.parted (
    id bigint NOT NULL,
    at date NOT NULL,
    v text DEFAULT 'p'::text
)
PARTITION BY RANGE (at);


--
-- Name: parted_1; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.parted_1 (
    id bigint CONSTRAINT parted_id_not_null NOT NULL,
    at date CONSTRAINT parted_at_not_null NOT NULL,
    v text DEFAULT 'p'::text
);


--
-- Name: parted_d; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.parted_d (
    id bigint CONSTRAINT parted_id_not_null NOT NULL,
    at date CONSTRAINT parted_at_not_null NOT NULL,
    v text DEFAULT 'p'::text
)
PARTITION BY LIST (at);


--
-- Name: pp; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.pp (
    a integer CONSTRAINT pp_a NOT NULL
)
PARTITION BY LIST (a);


--
-- Name: pp1; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.pp1 (
    a integer CONSTRAINT pp_a NOT NULL
);


--
-- Name: seen; Type: VIEW; Schema: public; Owner: -
--

CREATE VIEW public.seen AS
 SELECT 1 AS k;


--
-- Name: typed; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.typed OF public.point3 (
    x DEFAULT 1 NOT NULL
);


--
-- Name: parted_1; Type: TABLE ATTACH; Schema: public; Owner: -
--

ALTER TABLE ONLY public.parted ATTACH PARTITION public.parted_1 FOR VALUES FROM ('2020-01-01') TO ('2021-01-01');


--
-- Name: parted_d; Type: TABLE ATTACH; Schema: public; Owner: -
--

ALTER TABLE ONLY public.parted ATTACH PARTITION public.parted_d DEFAULT;


--
-- Name: pp1; Type: TABLE ATTACH; Schema: public; Owner: -
--

ALTER TABLE ONLY public.pp ATTACH PARTITION public.pp1 FOR VALUES IN (1);


--
-- Name: Child Id; Type: DEFAULT; Schema: public; Owner: -
--

ALTER TABLE ONLY public."Child" ALTER COLUMN "Id" SET DEFAULT nextval('public."Child_Id_seq"'::regclass);


--
-- Name: Child Child_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public."Child"
    ADD CONSTRAINT "Child_pkey" PRIMARY KEY ("Id");


--
-- Name: owner ex; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.owner
    ADD CONSTRAINT ex EXCLUDE USING btree (n WITH =);


--
-- Name: modern_child2 later_nn; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE public.modern_child2
    ADD CONSTRAINT later_nn NOT NULL m NOT VALID;


--
-- Name: modern modern_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.modern
    ADD CONSTRAINT modern_pkey PRIMARY KEY (id, during WITHOUT OVERLAPS);


--
-- Name: owner owner_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.owner
    ADD CONSTRAINT owner_pkey PRIMARY KEY (id);


--
-- Name: parted parted_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.parted
    ADD CONSTRAINT parted_pkey PRIMARY KEY (id, at);


--
-- Name: parted_1 parted_1_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.parted_1
    ADD CONSTRAINT parted_1_pkey PRIMARY KEY (id, at);


--
-- Name: parted_d parted_d_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.parted_d
    ADD CONSTRAINT parted_d_pkey PRIMARY KEY (id, at);


--
-- Name: modern soft; Type: CHECK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE public.modern
    ADD CONSTRAINT soft CHECK ((a > 0)) NOT ENFORCED;


--
-- Name: owner two "things"; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.owner
    ADD CONSTRAINT "two ""things""" UNIQUE (n, "Select") DEFERRABLE INITIALLY DEFERRED;


--
-- Name: child_expr; Type: INDEX; Schema: public; Owner: -
--

CREATE UNIQUE INDEX child_expr ON public."Child" USING btree (((owner_id + 1)), self);


--
-- Name: child_some; Type: INDEX; Schema: public; Owner: -
--

CREATE UNIQUE INDEX child_some ON public."Child" USING btree (owner_id) WHERE (self IS NULL);


--
-- Name: plain; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX plain ON public."Child" USING btree (self);


--
-- Name: parted_1_pkey; Type: INDEX ATTACH; Schema: public; Owner: -
--

ALTER INDEX public.parted_pkey ATTACH PARTITION public.parted_1_pkey;


--
-- Name: parted_d_pkey; Type: INDEX ATTACH; Schema: public; Owner: -
--

ALTER INDEX public.parted_pkey ATTACH PARTITION public.parted_d_pkey;


--
-- Name: base quiet; Type: RULE; Schema: public; Owner: -
--

CREATE RULE quiet AS
    ON INSERT TO public.base
   WHERE (new.a < 0) DO INSTEAD NOTHING;


--
-- Name: parted b_fill; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER b_fill BEFORE INSERT OR UPDATE ON public.parted FOR EACH ROW WHEN ((new.v IS NOT NULL)) EXECUTE FUNCTION public.fill();


--
-- Name: owner late; Type: TRIGGER; Schema: public; Owner: -
--

CREATE CONSTRAINT TRIGGER late AFTER INSERT ON public.owner DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION public.whole();

ALTER TABLE public.owner ENABLE ALWAYS TRIGGER late;


--
-- Name: owner off; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER off BEFORE DELETE ON public.owner FOR EACH STATEMENT EXECUTE FUNCTION public.whole();

ALTER TABLE public.owner DISABLE TRIGGER off;


--
-- Name: kinds tsv; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER tsv BEFORE INSERT ON public.kinds FOR EACH ROW EXECUTE FUNCTION tsvector_update_trigger('as_', 'pg_catalog.english', 'j');


--
-- Name: Child Child_owner_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public."Child"
    ADD CONSTRAINT "Child_owner_id_fkey" FOREIGN KEY (owner_id) REFERENCES public.owner(id) ON DELETE CASCADE DEFERRABLE;


--
-- Name: modern_child fk; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.modern_child
    ADD CONSTRAINT fk FOREIGN KEY (id, PERIOD during) REFERENCES public.modern(id, PERIOD during);


--
-- Name: modern_child2 modern_child2_m_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.modern_child2
    ADD CONSTRAINT modern_child2_m_fkey FOREIGN KEY (m) REFERENCES public."Child"("Id") NOT ENFORCED;


--
-- Name: Child self_fk; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public."Child"
    ADD CONSTRAINT self_fk FOREIGN KEY (self) REFERENCES public."Child"("Id") NOT VALID;


--
-- Name: base; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.base ENABLE ROW LEVEL SECURITY;

--
-- Name: base p; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY p ON public.base USING ((a > 0));


--
-- Name: ddl; Type: EVENT TRIGGER; Schema: -; Owner: -
--

CREATE EVENT TRIGGER ddl ON ddl_command_start
   EXECUTE FUNCTION public.ev();


--
-- PostgreSQL database dump complete
--

\unrestrict Us0ifnjc6q49M22zMY9pwajzSMJA6hhmXkzQ6seuwdtJ522Jr4BMJFY9YmaNL6T

