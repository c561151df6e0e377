CREATE TABLE public.modern (
  id integer CONSTRAINT modern_id_nn NOT NULL,
  a integer,
  twice integer GENERATED ALWAYS AS (a * 2) VIRTUAL,
  "Thrice" integer GENERATED ALWAYS AS (((a * 3) + length('), ('))) ,
  kept integer GENERATED ALWAYS AS (a + 1) STORED,
  during tstzrange NOT NULL,
  CONSTRAINT soft CHECK (a > 0) NOT ENFORCED,
  CONSTRAINT modern_pkey PRIMARY KEY (id, during WITHOUT OVERLAPS)
);
CREATE TABLE public.modern_child (id integer, during tstzrange,
  CONSTRAINT fk FOREIGN KEY (id, PERIOD during) REFERENCES public.modern (id, PERIOD during));
CREATE TABLE public.modern_child2 (id integer, m integer REFERENCES public."Child" NOT ENFORCED);
ALTER TABLE public.modern_child2 ADD CONSTRAINT later_nn NOT NULL m NOT VALID;
CREATE TABLE public.p1 (a integer CONSTRAINT p1_a NOT NULL, b integer);
CREATE TABLE public.c1 (c integer) INHERITS (public.p1);
ALTER TABLE public.c1 ADD CONSTRAINT c1_b_own NOT NULL b;
CREATE TABLE public.noin (a integer CONSTRAINT noin_nn NOT NULL NO INHERIT);
CREATE TABLE public.pp (a integer CONSTRAINT pp_a NOT NULL) PARTITION BY LIST (a);
CREATE TABLE public.pp1 PARTITION OF public.pp FOR VALUES IN (1);
